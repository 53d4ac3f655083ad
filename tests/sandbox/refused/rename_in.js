// What is not its own, moved in.
// refused: write
attempt(() => fs.renameSync('main.js', path.join(own, 'main.js')));
