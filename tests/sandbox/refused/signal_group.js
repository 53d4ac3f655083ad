// Everybody.
// refused: run
attempt(() => process.kill(-1, 0));
