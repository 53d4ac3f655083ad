// A folder with all in it.
// refused: write
attempt(() => fs.rmSync('keys', { recursive: true }));
