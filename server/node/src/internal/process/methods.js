'use strict';
/*! The functions of the process object. */

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_CREDENTIAL, ERR_UNKNOWN_SIGNAL,
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_WORKER_UNSUPPORTED_OPERATION,
  },
  errnoException,
} = require('internal/errors');
const {
  validateArray, validateObject, validateString, validateUint32, parseFileMode,
} = require('internal/validators');

const native = lode.native('process');

let cachedCwd = '';
function cwd() {
  if (cachedCwd === '') cachedCwd = native.cwd();
  return cachedCwd;
}
function chdir(directory) {
  if (!lode.isMainThread) throw new ERR_WORKER_UNSUPPORTED_OPERATION('process.chdir()');
  validateString(directory, 'directory');
  native.chdir(directory);
  cachedCwd = '';
}

function hrtime(time) {
  const now = native.hrtime();
  if (time === undefined) return [now[0], now[1]];
  validateArray(time, 'time');
  if (time.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, time.length);
  let seconds = now[0] - time[0];
  let nanoseconds = now[1] - time[1];
  if (nanoseconds < 0) {
    seconds--;
    nanoseconds += 1e9;
  }
  return [seconds, nanoseconds];
}
hrtime.bigint = function bigint() {
  return native.hrtimeBigint();
};

const startedAt = native.hrtime();
const timeOrigin = lode.native('timers').hrtime();
function uptime() {
  const now = native.hrtime();
  return now[0] - startedAt[0] + (now[1] - startedAt[1]) / 1e9 + timeOrigin / 1e3;
}

function memoryUsage() {
  const [rss, heapTotal, heapUsed, external, arrayBuffers] = native.memoryUsage();
  return { rss, heapTotal, heapUsed, external, arrayBuffers };
}
memoryUsage.rss = function rss() {
  return native.residentSetSize();
};

function cpuUsage(previous) {
  if (previous) {
    validateObject(previous, 'prevValue');
    for (const name of ['user', 'system']) {
      const value = previous[name];
      if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE(`prevValue.${name}`, 'number', value);
      if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw new ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${name}`, value);
    }
  }
  const [user, system] = native.cpuUsage();
  return previous ? { user: user - previous.user, system: system - previous.system } : { user, system };
}

const resourceNames = [
  'userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize', 'unsharedStackSize', 'minorPageFault',
  'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived', 'signalsCount', 'voluntaryContextSwitches',
  'involuntaryContextSwitches',
];
function resourceUsage() {
  const values = native.resourceUsage();
  const usage = {};
  for (let i = 0; i < resourceNames.length; i++) usage[resourceNames[i]] = values[i];
  return usage;
}

function kill(pid, signal) {
  // eslint-disable-next-line eqeqeq -- a numeric string is a pid too, as in Node
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  let number;
  if (typeof signal === 'number') {
    number = signal;
  } else {
    signal ??= 'SIGTERM';
    number = require('internal/constants_signals').signals[signal];
    if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  }
  const status = module.exports._kill(pid | 0, number);
  if (status) throw errnoException(status, 'kill');
  return true;
}

function exit(code) {
  if (arguments.length !== 0) process.exitCode = code;
  if (!process._exiting) {
    process._exiting = true;
    lode.emitProcess('exit', process.exitCode || 0);
  }
  process.reallyExit(process.exitCode || 0);
}

function reallyExit(code) {
  lode.beforeExit?.();
  native.exit((code ?? 0) | 0);
}

function emitWarning(...args) {
  return require('internal/process/warning').emitWarning(...args);
}

function validateId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}
function setter(set, effective) {
  return function(id) {
    if (!lode.isMainThread) throw new ERR_WORKER_UNSUPPORTED_OPERATION('process.setuid()');
    validateId(id, 'id');
    try {
      set(typeof id === 'number' ? id : 0, typeof id === 'string' ? id : undefined, effective);
    } catch (error) {
      if (error.code === 'ERR_UNKNOWN_CREDENTIAL') {
        const [what] = error.message.split(' ');
        throw new ERR_UNKNOWN_CREDENTIAL(what, id);
      }
      throw error;
    }
  };
}
/** The number of a group that is given by number or name. */
function groupNumber(group) {
  if (typeof group === 'number') return group;
  const number = native.findGroup(group);
  if (number === undefined) throw new ERR_UNKNOWN_CREDENTIAL('Group', group);
  return number;
}
function setgroups(groups) {
  if (!lode.isMainThread) throw new ERR_WORKER_UNSUPPORTED_OPERATION('process.setgroups()');
  validateArray(groups, 'groups');
  groups.forEach((group, i) => validateId(group, `groups[${i}]`));
  native.setGroups(groups.map(groupNumber));
}
function initgroups(user, extraGroup) {
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  const group = groupNumber(extraGroup);
  if (typeof user === 'string' && native.findUser(user) === undefined) throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  native.initializeGroups(`${user}`, group);
}

function umask(mask) {
  if (mask === undefined) return native.umask();
  if (!lode.isMainThread) throw new ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()');
  return native.umask(parseFileMode(mask, 'mask'));
}

function loadEnvFile(path = '.env') {
  const { getValidatedPath } = require('internal/fs/utils');
  const text = require('fs').readFileSync(getValidatedPath(path, 'path'), 'utf8');
  const parsed = require('util').parseEnv(text);
  for (const name of Object.keys(parsed)) if (process.env[name] === undefined) process.env[name] = parsed[name];
}

function getBuiltinModule(id) {
  validateString(id, 'id');
  const bare = id.startsWith('node:') ? id.slice(5) : id;
  return lode.builtinIds().includes(bare) ? require(bare) : undefined;
}

function unavailable(name) {
  return function() {
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(name);
  };
}

module.exports = {
  abort: native.abort,
  allowedNodeEnvironmentFlags: new Set(['--conditions', '--enable-source-maps', '--import', '--no-deprecation', '--no-warnings', '--require', '--throw-deprecation', '--trace-deprecation', '--trace-uncaught', '--trace-warnings', '--unhandled-rejections']),
  availableMemory: () => native.availableMemory()[0],
  constrainedMemory: () => native.availableMemory()[1],
  chdir,
  cpuUsage,
  threadCpuUsage: cpuUsage,
  cwd,
  dlopen: unavailable('process.dlopen'),
  emitWarning,
  execve: unavailable('process.execve'),
  exit,
  get finalization() {
    return require('internal/process/finalization');
  },
  getActiveResourcesInfo() {
    const { timeouts, immediates } = require('internal/timers').getActiveTimerCounts();
    return [
      ...new Array(native.activeCount()).fill('Resource'),
      ...new Array(timeouts).fill('Timeout'),
      ...new Array(immediates).fill('Immediate'),
    ];
  },
  getBuiltinModule,
  getegid: () => native.getGroupId(true),
  geteuid: () => native.getUserId(true),
  getgid: () => native.getGroupId(false),
  getuid: () => native.getUserId(false),
  getgroups: native.getGroups,
  hrtime,
  initgroups,
  kill,
  loadEnvFile,
  memoryUsage,
  reallyExit,
  ref(object) {
    (object?.[Symbol.for('nodejs.ref')] ?? object?.ref)?.call(object);
  },
  unref(object) {
    (object?.[Symbol.for('nodejs.unref')] ?? object?.unref)?.call(object);
  },
  resourceUsage,
  setegid: setter(native.setGroupId, true),
  seteuid: setter(native.setUserId, true),
  setgid: setter(native.setGroupId, false),
  setuid: setter(native.setUserId, false),
  setgroups,
  setSourceMapsEnabled(value) {
    require('internal/validators').validateBoolean(value, 'val');
    require('module').setSourceMapsSupport(value, { nodeModules: value, generatedCode: value });
  },
  setUncaughtExceptionCaptureCallback: (callback) => require('internal/process/execution').setUncaughtExceptionCaptureCallback(callback),
  hasUncaughtExceptionCaptureCallback: () => require('internal/process/execution').hasUncaughtExceptionCaptureCallback(),
  umask,
  uptime,
  openStdin() {
    process.stdin.resume();
    return process.stdin;
  },
  _getActiveHandles: () => [],
  _getActiveRequests: () => [],
  _kill: native.kill,
  _rawDebug(...args) {
    native.writeSync(2, `${require('internal/util/inspect').format(...args)}\n`);
  },
  _debugProcess: unavailable('process._debugProcess'),
  _debugEnd() {},
  _startProfilerIdleNotifier() {},
  _stopProfilerIdleNotifier() {},
  _linkedBinding: unavailable('process._linkedBinding'),
  binding: unavailable('process.binding'),
  assert(value, message) {
    require('assert').ok(value, message);
  },
  _tickCallback: () => require('internal/process/task_queues').processTicksAndRejections(),
};
