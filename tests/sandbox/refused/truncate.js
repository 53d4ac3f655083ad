// A file is cut short.
// refused: write
attempt(() => fs.truncateSync('main.js', 1));
