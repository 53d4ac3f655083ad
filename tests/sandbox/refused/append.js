// The end of a file.
// refused: write
attempt(() => fs.appendFileSync('main.js', ''));
