// A module beside the workspace.
// refused: read
attempt(() => require('../outside.js'));
