// A new file in the workspace.
// refused: write
attempt(() => fs.promises.writeFile('new.js', ''));
