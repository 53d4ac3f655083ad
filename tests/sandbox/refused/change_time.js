// As if it were old.
// refused: write
attempt(() => fs.utimesSync('main.js', 0, 0));
