// Everybody may write.
// refused: write
attempt(() => fs.chmodSync('main.js', 0o777));
