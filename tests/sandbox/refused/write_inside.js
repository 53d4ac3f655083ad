// A file of the workspace.
// refused: write
attempt(() => fs.writeFileSync('main.js', ''));
