// A link in the workspace that leads out.
// refused: read
attempt(() => fs.readFileSync('link.txt'));
