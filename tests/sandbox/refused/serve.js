// A server of the web.
// refused: net
attempt(() => new Promise((resolve, reject) => require('http').createServer().on('error', reject).listen(0, resolve)));
