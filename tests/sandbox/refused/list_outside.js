// Names of files elsewhere.
// refused: read
attempt(() => fs.readdirSync('..'));
