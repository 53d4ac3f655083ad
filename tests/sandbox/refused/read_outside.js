// A file beside the workspace.
// refused: read
attempt(() => fs.readFileSync('../outside.txt'));
