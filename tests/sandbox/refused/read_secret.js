// A secret inside the workspace.
// refused: read
attempt(() => fs.readFileSync('.env'));
