'use strict';
// What a socket can be asked: half-open ends, pauses, timeouts, own buffers, big writes, corks.
const assert = require('node:assert');
const net = require('node:net');
const { once } = require('node:events');

async function pair(serverOptions, clientOptions) {
  const server = net.createServer(serverOptions).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', ...clientOptions });
  const [[peer]] = await Promise.all([once(server, 'connection'), once(client, 'connect')]);
  server.close();
  return { client, peer };
}

async function text(stream) {
  let all = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) all += chunk;
  return all;
}

(async () => {
  {
    // The other side may still answer after our end.
    const { client, peer } = await pair({ allowHalfOpen: true }, { allowHalfOpen: true });
    peer.on('end', () => peer.end('late answer'));
    peer.resume();
    client.end('question');
    assert.strictEqual(client.readyState, 'readOnly');
    assert.strictEqual(await text(client), 'late answer');
  }
  {
    // More than the kernel takes at once: write says so, 'drain' follows, all arrives in order.
    const { client, peer } = await pair();
    const big = Buffer.alloc(8 * 1024 * 1024);
    for (let index = 0; index < big.length; index++) big[index] = index % 251;
    peer.pause();
    assert.strictEqual(client.write(big), false);
    assert.ok(client.writableLength > 0);
    client.write('and text \u00e9\u4e2d');
    client.end();
    const chunks = [];
    peer.on('data', (chunk) => chunks.push(chunk));
    peer.resume();
    await once(peer, 'end');
    const all = Buffer.concat(chunks);
    assert.ok(all.subarray(0, big.length).equals(big));
    assert.strictEqual(all.subarray(big.length).toString(), 'and text \u00e9\u4e2d');
    assert.strictEqual(client.bytesWritten, all.length);
    peer.destroy();
  }
  {
    // Encodings, several chunks in one write, latin1.
    const { client, peer } = await pair();
    client.cork();
    client.write('\u00e9', 'latin1');
    client.write('6869', 'hex');
    client.write(new Uint8Array([33]));
    client.write('\u00e9');
    client.uncork();
    client.end();
    const chunks = [];
    for await (const chunk of peer) chunks.push(chunk);
    assert.strictEqual(Buffer.concat(chunks).toString('hex'), 'e9686921c3a9');
  }
  {
    // Reads into a buffer of the program.
    const seen = [];
    const buffer = Buffer.alloc(4);
    const { client, peer } = await pair({}, {
      onread: {
        buffer,
        callback(length, same) {
          assert.strictEqual(same, buffer);
          seen.push(same.toString('latin1', 0, length));
          return true;
        },
      },
    });
    peer.end('abcdefghij');
    client.resume();
    await once(client, 'end');
    assert.strictEqual(seen.join(''), 'abcdefghij');
    assert.ok(seen.every((part) => part.length <= 4));
  }
  {
    // A paused connection reads nothing.
    const { client, peer } = await pair({ pauseOnConnect: true });
    assert.strictEqual(peer.isPaused(), true);
    client.end('x');
    assert.strictEqual(await text(peer), 'x');
  }
  {
    const { client, peer } = await pair();
    assert.strictEqual(client.setNoDelay(), client);
    assert.strictEqual(client.setKeepAlive(true, 1000), client);
    assert.strictEqual(client.setTimeout(20), client);
    assert.strictEqual(client.timeout, 20);
    assert.strictEqual(client.ref(), client);
    assert.strictEqual(client.unref().ref(), client);
    await once(client, 'timeout');
    client.setTimeout(0);
    assert.strictEqual(client.timeout, 0);
    assert.throws(() => client.setTimeout('x'), { code: 'ERR_INVALID_ARG_TYPE' });
    client.destroy();
    peer.destroy();
    client.write('gone', (error) => assert.strictEqual(error.code, 'ERR_STREAM_DESTROYED'));
  }
  {
    // A write after the peer ended, without half-open: EPIPE.
    const { client, peer } = await pair();
    peer.end();
    client.resume();
    await once(client, 'end');
    client.on('error', () => {});
    const problem = await new Promise((resolve) => {
      if (client.writable) client.write('x', resolve);
      else resolve({ code: 'EPIPE' });
    });
    assert.ok(problem === undefined || ['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'].includes(problem?.code));
    peer.destroy();
  }
  {
    // Destroyed by a signal; a socket can be connected again.
    const controller = new AbortController();
    const server = net.createServer((socket) => socket.end('again')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = net.connect({ port: server.address().port, host: '127.0.0.1', signal: controller.signal });
    controller.abort();
    const [error] = await once(socket, 'error');
    assert.strictEqual(error.name, 'AbortError');

    const reused = new net.Socket();
    for (let round = 0; round < 2; round++) {
      reused.connect(server.address().port, '127.0.0.1');
      reused.resume();
      await once(reused, 'close');
    }
    server.close();
  }
})();
