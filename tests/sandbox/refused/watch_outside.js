// What others do with their files.
// refused: read
attempt(() => fs.watch('..').close());
