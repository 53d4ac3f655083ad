// What another process was started with.
// refused: read
attempt(() => fs.readFileSync(`/proc/${process.ppid}/environ`));
