// A link in the workspace that leads out.
// refused: write
attempt(() => fs.writeFileSync('link.txt', ''));
