// A copy of a secret where it can be read.
// refused: read
attempt(() => fs.cpSync('.env', path.join(own, 'env')));
