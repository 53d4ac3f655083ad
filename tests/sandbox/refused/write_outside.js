// A file beside the workspace.
// refused: write
attempt(() => fs.writeFileSync('../outside.txt', ''));
