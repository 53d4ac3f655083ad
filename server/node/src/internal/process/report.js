'use strict';
/*! `process.report`: what a process knows of itself, as Node's diagnostic reports have it. Reports are made when asked for; those that
 * options ask for (`reportOnSignal` and its like) are not, since nothing here survives what would trigger them. The engine tells no
 * native stack and no handles.
 */

const { validateBoolean, validateObject, validateSignalName, validateString } = require('internal/validators');
const { libcVersion, writeSync } = lode.native('process');

const settings = {
  directory: '', filename: '', compact: false, excludeNetwork: false, signal: 'SIGUSR2',
  reportOnFatalError: false, reportOnSignal: false, reportOnUncaughtException: false, excludeEnv: false,
};

/** `name: value` lines of a file below /proc, or nothing where there is none. */
function linesOf(file) {
  try {
    return require('fs').readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

const limitNames = {
  'Max core file size': 'core_file_size_blocks',
  'Max data size': 'data_seg_size_bytes',
  'Max file size': 'file_size_blocks',
  'Max locked memory': 'max_locked_memory_bytes',
  'Max resident set': 'max_memory_size_bytes',
  'Max open files': 'open_files',
  'Max stack size': 'stack_size_bytes',
  'Max cpu time': 'cpu_time_seconds',
  'Max processes': 'max_user_processes',
  'Max address space': 'virtual_memory_bytes',
};

function userLimits() {
  const limits = {};
  const number = (text) => (text === 'unlimited' ? text : Number(text));
  for (const line of linesOf('/proc/self/limits')) {
    const found = /^(Max [a-z ]+?) {2,}(\S+) +(\S+)/.exec(line);
    const name = limitNames[found?.[1]];
    if (name !== undefined) limits[name] = { soft: number(found[2]), hard: number(found[3]) };
  }
  return limits;
}

/** The libraries that are loaded, by their paths. */
function sharedObjects() {
  const paths = linesOf('/proc/self/maps').map((line) => /\s(\/\S+\.so[.\d]*)$/.exec(line)?.[1]).filter(Boolean);
  return [...new Set(paths)];
}

function networkInterfaces() {
  return Object.entries(require('os').networkInterfaces()).flatMap(([name, addresses]) => (
    addresses.map(({ internal, mac, address, netmask, family, scopeid }) => ({ name, internal, mac, address, netmask, family, scopeid }))));
}

function header(event, trigger, filename) {
  const os = require('os');
  const now = new Date();
  const libc = libcVersion();
  return {
    reportVersion: 5,
    event,
    trigger,
    filename,
    dumpEventTime: now.toISOString().replace(/\.\d+/, ''),
    dumpEventTimeStamp: `${now.getTime()}`,
    processId: process.pid,
    threadId: 0,
    cwd: process.cwd(),
    commandLine: [process.argv0, ...process.execArgv, ...process.argv.slice(1)],
    nodejsVersion: process.version,
    ...(libc === undefined ? {} : { glibcVersionRuntime: libc }),
    wordSize: 64,
    arch: process.arch,
    platform: process.platform,
    componentVersions: { ...process.versions },
    release: { ...process.release },
    osName: os.type(),
    osRelease: os.release(),
    osVersion: os.version(),
    osMachine: os.machine(),
    cpus: os.cpus().map(({ model, speed, times }) => ({ model, speed, ...times })),
    ...(settings.excludeNetwork ? {} : { networkInterfaces: networkInterfaces() }),
    host: os.hostname(),
  };
}

function javascriptStack(error) {
  const [message, ...frames] = `${error.stack}`.split('\n');
  return { message, stack: frames.map((frame) => frame.trim()), errorProperties: {} };
}

function resourceUsage() {
  const usage = process.resourceUsage();
  const os = require('os');
  const seconds = (microseconds) => microseconds / 1e6;
  const percent = (microseconds) => microseconds / 1e4 / Math.max(process.uptime(), 1e-3);
  return {
    free_memory: os.freemem(),
    total_memory: os.totalmem(),
    rss: process.memoryUsage.rss(),
    constrained_memory: process.constrainedMemory(),
    available_memory: process.availableMemory(),
    userCpuSeconds: seconds(usage.userCPUTime),
    kernelCpuSeconds: seconds(usage.systemCPUTime),
    cpuConsumptionPercent: percent(usage.userCPUTime + usage.systemCPUTime),
    userCpuConsumptionPercent: percent(usage.userCPUTime),
    kernelCpuConsumptionPercent: percent(usage.systemCPUTime),
    maxRss: usage.maxRSS * 1024,
    pageFaults: { IORequired: usage.majorPageFault, IONotRequired: usage.minorPageFault },
    fsActivity: { reads: usage.fsRead, writes: usage.fsWrite },
  };
}

function javascriptHeap() {
  const heap = require('v8').getHeapStatistics();
  return {
    totalMemory: heap.total_heap_size,
    totalCommittedMemory: heap.total_physical_size,
    availableMemory: heap.total_available_size,
    usedMemory: heap.used_heap_size,
    memoryLimit: heap.heap_size_limit,
    externalMemory: heap.external_memory,
    heapSpaces: {},
  };
}

function makeReport(event, trigger, filename, error) {
  return {
    header: header(event, trigger, filename),
    javascriptStack: javascriptStack(error),
    javascriptHeap: javascriptHeap(),
    nativeStack: [],
    resourceUsage: resourceUsage(),
    libuv: [],
    workers: [],
    ...(settings.excludeEnv ? {} : { environmentVariables: { ...process.env } }),
    userLimits: userLimits(),
    sharedObjects: sharedObjects(),
  };
}

/** The error whose stack a report shows where none is given. */
function callStack(above) {
  const error = new Error('JavaScript Callstack');
  error.code = 'ERR_SYNTHETIC';
  error.name = 'Error [ERR_SYNTHETIC]';
  Error.captureStackTrace(error, above);
  return error;
}

let written = 0;

/** As Node names them: the day, the time, the process, the thread, and which report of it this is. */
function nextName() {
  const part = (number, digits = 2) => `${number}`.padStart(digits, '0');
  const now = new Date();
  const day = `${now.getFullYear()}${part(now.getMonth() + 1)}${part(now.getDate())}`;
  const time = `${part(now.getHours())}${part(now.getMinutes())}${part(now.getSeconds())}`;
  return `report.${day}.${time}.${process.pid}.0.${part(++written, 3)}.json`;
}

const report = {
  writeReport(file, error) {
    if (typeof file === 'object' && file !== null) {
      error = file;
      file = undefined;
    } else if (file !== undefined) {
      validateString(file, 'file');
    }
    if (error === undefined) error = callStack(report.writeReport);
    else validateObject(error, 'err');
    const name = file ?? (settings.filename || nextName());
    const text = `${JSON.stringify(makeReport('JavaScript API', 'API', name, error), undefined, settings.compact ? 0 : 2)}\n`;
    if (name === 'stdout' || name === 'stderr') {
      writeSync(name === 'stdout' ? 1 : 2, text);
      return name;
    }
    writeSync(2, `\nWriting Node.js report to file: ${name}\n`);
    require('fs').writeFileSync(require('path').resolve(settings.directory, name), text);
    writeSync(2, 'Node.js report completed\n');
    return name;
  },
  getReport(error) {
    if (error === undefined) error = callStack(report.getReport);
    else validateObject(error, 'err');
    return makeReport('JavaScript API', 'GetReport', null, error);
  },
};

function setting(name, validate) {
  Object.defineProperty(report, name, {
    __proto__: null,
    get: () => settings[name],
    set(value) {
      validate(value);
      settings[name] = value;
    },
    enumerable: true,
    configurable: true,
  });
}

setting('directory', (value) => validateString(value, 'directory'));
setting('filename', (value) => validateString(value, 'filename'));
setting('compact', (value) => validateBoolean(value, 'compact'));
setting('excludeNetwork', (value) => validateBoolean(value, 'excludeNetwork'));
setting('signal', (value) => validateSignalName(value, 'signal'));
for (const name of ['reportOnFatalError', 'reportOnSignal', 'reportOnUncaughtException']) {
  setting(name, (value) => validateBoolean(value, 'trigger'));
}
setting('excludeEnv', (value) => validateBoolean(value, 'excludeEnv'));

module.exports = { report };
