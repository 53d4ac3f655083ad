const server = require('http').createServer((request, response) => {
  response.setHeader('Content-Type', 'text/plain');
  response.end('hello');
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
