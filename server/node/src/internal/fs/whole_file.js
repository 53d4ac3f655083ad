'use strict';

// readFile, writeFile and appendFile with callbacks: one piece of work for the pool each. fs.promises uses what starts them.

const { validateBoolean } = require('internal/validators');
const {
  asBuffer,
  copyObject,
  encodeBytes,
  getOptions,
  getValidatedPath,
  isFd,
  isUtf8,
  stringToFlags,
  validateCallback,
  validateMode,
  validateStringOrView,
} = require('internal/fs/utils');

const native = lode.native('fs');
const { isView } = ArrayBuffer;

function readFile(path, options, callback) {
  callback ||= options;
  validateCallback(callback);
  options = getOptions(options, { flag: 'r' });
  const source = isFd(path) ? path : getValidatedPath(path);
  startReadFile(source, stringToFlags(options.flag), options.encoding, options.signal, callback);
}

function startReadFile(source, flags, encoding, signal, callback) {
  if (signal !== undefined && signal !== null) {
    callback = abortable(signal, callback);
    if (callback === undefined) return;
  }
  if (encoding === undefined || encoding === null || encoding === 'buffer') {
    native.readFileAsync(source, flags, (error, bytes) => {
      if (error) callback(error);
      else callback(null, asBuffer(bytes));
    });
  } else if (isUtf8(encoding)) {
    native.readFileUtf8Async(source, flags, (error, text) => {
      if (error) callback(error);
      else callback(null, text);
    });
  } else {
    native.readFileAsync(source, flags, (error, bytes) => {
      if (error) return callback(error);
      let text;
      try {
        text = encodeBytes(bytes, encoding);
      } catch (encodeError) {
        return callback(encodeError);
      }
      callback(null, text);
    });
  }
}

// undefined when the signal had already fired. Later it is looked at when the work is done, as Node looks at it between
// two pieces of a file.
function abortable(signal, callback) {
  const abortError = () => {
    const { AbortError } = require('internal/errors');
    return new AbortError(undefined, { cause: signal.reason });
  };
  if (signal.aborted) {
    process.nextTick(callback, abortError());
    return undefined;
  }
  return (error, value) => {
    if (signal.aborted) callback(abortError());
    else callback(error, value);
  };
}

function writeFile(path, data, options, callback) {
  callback ||= options;
  validateCallback(callback);
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  if (!isView(data)) validateStringOrView(data, 'data');
  const target = isFd(path) ? path : getValidatedPath(path);
  const flags = stringToFlags(options.flag || 'w');
  const mode = validateMode(options.mode, 'mode', 0o666);
  if (flush) writeFlushed(target, data, flags, mode, options, callback);
  else startWriteFile(target, data, flags, mode, options.encoding, false, options.signal, callback);
}

// In steps, since a program may watch fs.fsync.
function writeFlushed(target, data, flags, mode, { encoding, signal }, callback) {
  const close = (fd, error) => {
    if (fd === target) callback(error);
    else native.closeAsync(fd, (closeError) => callback(error ?? closeError ?? null));
  };
  const write = (fd) => {
    startWriteFile(fd, data, 0, 0, encoding, false, signal, (error) => {
      if (error) return close(fd, error);
      require('fs').fsync(fd, (error) => close(fd, error));
    });
  };
  if (typeof target === 'number') return write(target);
  native.openAsync(target, flags, mode, (error, fd) => {
    if (error) callback(error);
    else write(fd);
  });
}

function startWriteFile(target, data, flags, mode, encoding, flush, signal, callback) {
  if (signal !== undefined && signal !== null) {
    callback = abortable(signal, callback);
    if (callback === undefined) return;
  }
  const finish = (error) => callback(error ?? null);
  if (typeof data === 'string') {
    if (isUtf8(encoding)) {
      native.writeFileUtf8Async(target, data, flags, mode, flush, finish);
      return;
    }
    data = require('buffer').Buffer.from(data, encoding || 'utf8');
  }
  native.writeFileAsync(target, data, flags, mode, flush, finish);
}

function appendFile(path, data, options, callback) {
  callback ||= options;
  validateCallback(callback);
  options = copyObject(getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' }));
  // A descriptor is already open: its own flags decide where the bytes go.
  if (!options.flag || isFd(path)) options.flag = 'a';
  writeFile(path, data, options, callback);
}

module.exports = { appendFile, readFile, startReadFile, startWriteFile, writeFile };
