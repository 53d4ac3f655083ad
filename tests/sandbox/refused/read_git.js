// What git knows of other machines.
// refused: read
attempt(() => fs.readFileSync('.git/config'));
