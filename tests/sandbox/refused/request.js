// A request.
// refused: net
attempt(() => new Promise((resolve, reject) => {
  const request = require('http').get(`http://127.0.0.1:${port}`).on('error', reject);
  request.on('socket', (socket) => socket.on('connect', resolve));
}));
