// The process itself, past the engine.
// refused: write
attempt(() => fs.openSync('/proc/self/mem', 'r+'));
