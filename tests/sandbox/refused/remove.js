// A file is removed.
// refused: write
attempt(() => fs.rmSync('main.js'));
