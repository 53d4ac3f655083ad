// A server in the file system.
// refused:
attempt(() => new Promise((resolve, reject) => net.createServer().on('error', reject).listen(path.join(own, 'socket'), resolve)));
