// Open first, read then.
// refused: read
attempt(() => fs.readSync(fs.openSync('../outside.txt'), Buffer.alloc(1)));
