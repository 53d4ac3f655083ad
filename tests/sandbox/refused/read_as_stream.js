// A stream opens it.
// refused: read
attempt(() => new Promise((resolve, reject) => fs.createReadStream('../outside.txt').on('data', resolve).on('error', reject)));
