// What only an administrator reads.
// refused: read
attempt(() => fs.readFileSync('/etc/shadow'));
