'use strict';

const { codes: { ERR_SYSTEM_ERROR }, hideStackFrames } = require('internal/errors');
const { validateInt32 } = require('internal/validators');
const { defineProperties } = Object;
const native = lode.native('os');
const isWindows = process.platform === 'win32';

// A native that fails answers with what it called and the error's number.
const systemError = hideStackFrames(({ syscall, errno, code, message }) => {
  throw new ERR_SYSTEM_ERROR({ errno, code, message, syscall });
});

function checked(call) {
  return (...args) => {
    try {
      return call(...args);
    } catch (error) {
      const { syscall, errno, code } = error;
      // `CODE: reason, syscall`: the reason alone.
      const message = `${error.message}`.replace(`${code}: `, '').replace(`, ${syscall}`, '');
      return systemError({ syscall, errno, code, message });
    }
  };
}

// Functions that can be used as values (`${os.hostname}`) are Node's; the others show their text.
function asPrimitive(call) {
  call[Symbol.toPrimitive] = () => call();
  return call;
}

let names;
function systemNames() {
  return names ??= native.systemNames();
}

const getHostname = asPrimitive({ wrappedFn: checked(native.hostname) }.wrappedFn);
Object.defineProperty(getHostname, 'name', { __proto__: null, configurable: true, value: 'wrappedFn' });

const nativeHome = checked(native.homedir);
const homedir = asPrimitive(() => process.env.HOME ?? nativeHome());
Object.defineProperty(homedir, 'name', { __proto__: null, configurable: true, value: 'wrappedFn' });

const uptime = asPrimitive(() => native.uptime());
Object.defineProperty(uptime, 'name', { __proto__: null, configurable: true, value: 'wrappedFn' });

function unnamed(call) {
  Object.defineProperty(call, 'name', { __proto__: null, configurable: true, value: '' });
  return asPrimitive(call);
}
const getAvailableParallelism = unnamed(() => native.availableParallelism());
const getFreeMem = unnamed(() => native.freemem());
const getTotalMem = unnamed(() => native.totalmem());

const getOSType = asPrimitive(function getOSType() {
  return systemNames()[0];
});

const getOSVersion = asPrimitive(function getOSVersion() {
  return systemNames()[1];
});

const getOSRelease = asPrimitive(function getOSRelease() {
  return systemNames()[2];
});

const getMachine = asPrimitive(function getMachine() {
  return systemNames()[3];
});

function loadavg() {
  return [...native.loadavg()];
}

function cpus() {
  const data = native.cpus();
  const result = [];
  for (let i = 0; i < data.length; i++) {
    const [model, speed, user, nice, sys, idle, irq] = data[i];
    result.push({ model, speed, times: { user, nice, sys, idle, irq } });
  }
  return result;
}

const arch = asPrimitive(function arch() {
  return process.arch;
});

const platform = asPrimitive(function platform() {
  return process.platform;
});

const tmpdir = asPrimitive(function tmpdir() {
  const { env } = process;
  if (isWindows) {
    const path = env.TEMP || env.TMP || `${env.SystemRoot || env.windir}\\temp`;
    return path.length > 1 && path.endsWith('\\') && !path.endsWith(':\\') ? path.slice(0, -1) : path;
  }
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
});

const endianness = asPrimitive(function endianness() {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 'LE' : 'BE';
});

const bitCounts = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];

// `255.255.255.0` or `ffff:...` to how many bits it has; undefined when they are not the first ones.
function prefixLength(netmask, family) {
  const groups = family === 'IPv6' ? netmask.split(':') : netmask.split('.');
  const radix = family === 'IPv6' ? 16 : 10;
  let bits = 0;
  let ended = false;
  for (const group of groups) {
    const value = group === '' ? 0 : parseInt(group, radix);
    const width = radix === 16 ? 16 : 8;
    let count = 0;
    for (let rest = value; rest > 0; rest >>>= 4) count += bitCounts[rest & 15];
    // The ones stand together at the top.
    if ((value >>> (width - count)) !== 2 ** count - 1 || (ended && count > 0)) return undefined;
    if (count < width) ended = true;
    bits += count;
  }
  return bits;
}

function networkInterfaces() {
  const result = {};
  for (const [name, address, netmask, family, mac, [internal, scopeid]] of checkedInterfaces()) {
    const bits = prefixLength(netmask, family);
    const entry = {
      address, netmask, family, mac, internal, cidr: bits === undefined ? null : `${address}/${bits}`,
    };
    if (family === 'IPv6') entry.scopeid = scopeid;
    if (result[name] === undefined) result[name] = [entry];
    else result[name].push(entry);
  }
  return result;
}
const checkedInterfaces = checked(native.networkInterfaces);

const nativeSetPriority = checked(native.setPriority);

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  nativeSetPriority(pid, priority);
}

const nativeGetPriority = checked(native.getPriority);

function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  return nativeGetPriority(pid);
}

const nativeUserInfo = checked(native.userInfo);

function userInfo(options) {
  const [uid, gid, username, home, shell] = nativeUserInfo();
  const { Buffer } = require('buffer');
  const asked = typeof options === 'object' && options !== null ? options.encoding : undefined;
  const show = (bytes) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return asked === 'buffer' ? buffer : buffer.toString(Buffer.isEncoding(asked) ? asked : 'utf8');
  };
  return {
    __proto__: null,
    uid,
    gid,
    username: show(username),
    homedir: show(home),
    shell: shell === undefined ? null : show(shell),
  };
}

function withoutPrototype(pairs) {
  const object = { __proto__: null };
  for (let i = 0; i < pairs.length; i++) object[pairs[i][0]] = pairs[i][1];
  return object;
}

function makeConstants() {
  const [dlopen, errno, signals] = native.constants();
  return {
    __proto__: null,
    UV_UDP_REUSEADDR: 4,
    dlopen: withoutPrototype(dlopen),
    errno: withoutPrototype(errno),
    signals: Object.freeze(withoutPrototype(signals)),
    priority: {
      __proto__: null,
      PRIORITY_LOW: 19,
      PRIORITY_BELOW_NORMAL: 10,
      PRIORITY_NORMAL: 0,
      PRIORITY_ABOVE_NORMAL: -7,
      PRIORITY_HIGH: -14,
      PRIORITY_HIGHEST: -20,
    },
  };
}

module.exports = {
  arch,
  availableParallelism: getAvailableParallelism,
  cpus,
  endianness,
  freemem: getFreeMem,
  getPriority,
  homedir,
  hostname: getHostname,
  loadavg,
  networkInterfaces,
  platform,
  release: getOSRelease,
  setPriority,
  tmpdir,
  totalmem: getTotalMem,
  type: getOSType,
  userInfo,
  uptime,
  version: getOSVersion,
  machine: getMachine,
};

defineProperties(module.exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: makeConstants() },
  EOL: { __proto__: null, configurable: true, enumerable: true, writable: false, value: isWindows ? '\r\n' : '\n' },
  devNull: {
    __proto__: null, configurable: true, enumerable: true, writable: false, value: isWindows ? '\\\\.\\nul' : '/dev/null',
  },
});
