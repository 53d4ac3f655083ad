// @lode allow: net
attempt(() => new Promise((resolve, reject) => require('http').createServer().on('error', reject).listen(0, '127.0.0.1', resolve)));
