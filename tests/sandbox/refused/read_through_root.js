// A way round through the kernel.
// refused: read
attempt(() => fs.readFileSync(`/proc/self/root${path.resolve('../outside.txt')}`));
