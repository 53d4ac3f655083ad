// A server for others.
// refused: net
attempt(() => new Promise((resolve, reject) => net.createServer().on('error', reject).listen(0, resolve)));
