// A copy elsewhere.
// refused: write
attempt(() => fs.copyFileSync('main.js', '../copy.js'));
