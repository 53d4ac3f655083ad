// A socket in the file system.
// refused:
attempt(() => new Promise((resolve, reject) => net.connect(socket).on('connect', resolve).on('error', reject)));
