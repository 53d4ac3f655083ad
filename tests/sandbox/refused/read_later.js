// The same, on another thread.
// refused: read
attempt(() => fs.promises.readFile('../outside.txt'));
