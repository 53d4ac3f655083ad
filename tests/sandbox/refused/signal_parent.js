// The editor.
// refused: run
attempt(() => process.kill(process.ppid, 0));
