// Node's options on the command line and in NODE_OPTIONS: what they do, and what is said of bad ones.
const { spawnSync } = require('child_process');
const run = (options, code, environment = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, '-e', code], {
    encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: environment },
  });
  const said = stderr.split('\n').find((line) => line.startsWith(process.execPath) || /^\w*Error\b|Warning:/.test(line)) ?? '';
  console.log(environment, options.join(' '), '=>', status, stdout.trim(), said.replace(process.execPath, 'node').replace(/^\(node:\d+\) /, ''));
};
const never = 'console.log("never")';

run(['--unhandled-rejections=bad'], never);
run(['--unhandled-rejections='], never);
run(['--unhandled-rejections'], never);
run([], never, '--unhandled-rejections=bad');
run(['--unhandled-rejections=none'], 'Promise.reject(1); setImmediate(() => console.log("goes on"))');
run(['--no-unhandled-rejections'], never);
run([], never, '--eval=1');

const order = 'console.log(require("dns").getDefaultResultOrder())';
run(['--dns-result-order=ipv6first'], order);
run(['--dns_result_order', 'ipv4first'], order, '--dns-result-order=ipv6first');
run([], order, '--dns-result-order=ipv6first');
run(['--dns-result-order=bad'], never);

const size = 'console.log(require("http").maxHeaderSize)';
run(['--max-http-header-size=1024'], size);
run(['--max-http-header-size', '12x'], size);
run(['--max-http-header-size='], never);

const family = 'const net = require("net"); console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout())';
run([], family);
run(['--no-network-family-autoselection', '--network-family-autoselection-attempt-timeout=5'], family);
run(['--no-network-family-autoselection', '--enable-network-family-autoselection'], family);

// What reads them really goes by them.
const request = (head) => `
  const server = require('http').createServer((request, response) => response.end('fine')).listen(0, '127.0.0.1', () => {
    let text = '';
    require('net').connect(server.address().port, '127.0.0.1').end(${JSON.stringify(`GET / HTTP/1.1\r\nHost: a\r\n${head}\r\nConnection: close\r\n\r\n`)})
      .on('data', (data) => { text += data; }).on('close', () => { console.log(text.split('\\r\\n')[0]); server.close(); });
  });`;
run([], request(`A: ${'a'.repeat(2000)}`));
run(['--max-http-header-size=1024'], request(`A: ${'a'.repeat(2000)}`));
run([], request('A: a\x01b'));
run(['--insecure-http-parser'], request('A: a\x01b'));

// A module that is required: the default, and turned off.
const required = `require(${JSON.stringify(`${__dirname}/module.mjs`)}); console.log("required")`;
run([], required);
run(['--no-experimental-require-module'], required);

// Options that may be given more than once, and what `-p` leaves in execArgv.
run(['--disable-warning=ONE', '--disable-warning=TWO'], 'for (const code of ["ONE", "TWO"]) process.emitWarning("never", { code }); console.log("silent")');
console.log(spawnSync(process.execPath, ['--no-warnings', '-p', 'process.execArgv.join()', 'a'], { encoding: 'utf8' }).stdout.trim());
// Of OpenSSL's and V8's own, which change nothing here, but are in many a package.json.
run(['--openssl-legacy-provider', '--max-semi-space-size=16', '--zero-fill-buffers', '--node-snapshot'], 'console.log("taken")');
