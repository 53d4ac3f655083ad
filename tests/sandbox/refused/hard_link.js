// A second name where it may write.
// refused: write
attempt(() => fs.linkSync('main.js', path.join(own, 'main.js')));
