// A folder with a name that nobody knows.
// refused: write
attempt(() => fs.mkdtempSync('made-'));
