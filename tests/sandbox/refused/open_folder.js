// The same, one by one.
// refused: read
attempt(() => fs.opendirSync('..').readSync());
