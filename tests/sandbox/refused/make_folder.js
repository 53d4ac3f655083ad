// A folder in the workspace.
// refused: write
attempt(() => fs.mkdirSync('made'));
