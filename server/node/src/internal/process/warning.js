'use strict';
/*! `process.emitWarning` and how warnings are shown. */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateString } = require('internal/validators');

let traceHintShown = false;

function isDisabled(warning) {
  if (warning.name === 'DeprecationWarning' && process.noDeprecation) return true;
  const { NODE_NO_WARNINGS } = process.env;
  return NODE_NO_WARNINGS === '1' || lode.flag('--no-warnings') === true || isDisabledByFlag(warning);
}

/** `--disable-warning=CODE` or a type. */
function isDisabledByFlag(warning) {
  return lode.flags('--disable-warning').some((disabled) => disabled === warning.code || disabled === warning.name);
}

function onWarning(warning) {
  if (!(warning instanceof Error) || isDisabled(warning)) return;
  const isDeprecation = warning.name === 'DeprecationWarning';
  const trace = process.traceProcessWarnings || (isDeprecation && process.traceDeprecation);
  let text = `(node:${process.pid}) `;
  if (warning.code) text += `[${warning.code}] `;
  if (trace && warning.stack) text += `${warning.stack}`;
  else text += typeof warning.toString === 'function' ? `${warning.toString()}` : Error.prototype.toString.call(warning);
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  if (!trace && !traceHintShown) {
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    text += `\n(Use \`node ${flag} ...\` to show where the warning was created)`;
    traceHintShown = true;
  }
  require('internal/console/global').error(text);
}

function createWarning(warning, type, code, constructor, detail) {
  const error = new Error(warning);
  error.name = String(type || 'Warning');
  if (code) error.code = code;
  if (detail !== undefined) error.detail = detail;
  Error.captureStackTrace(error, constructor || process.emitWarning);
  return error;
}

function doEmitWarning(warning) {
  process.emit('warning', warning);
}

function emitWarning(warning, type, code, constructor) {
  let detail;
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    constructor = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    constructor = type;
    code = '';
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    constructor = code;
    code = '';
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  if (typeof warning === 'string') warning = createWarning(warning, type, code, constructor, detail);
  else if (!(warning instanceof Error)) throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  if (warning.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      // Thrown outside of the caller's stack, as an uncaught exception.
      process.nextTick(() => {
        throw warning;
      });
      return;
    }
  }
  process.nextTick(doEmitWarning, warning);
}

/** For warnings made inside callbacks that can't wait for a tick. */
function emitWarningSync(warning, type, code, constructor) {
  process.emit('warning', createWarning(warning, type, code, constructor));
}

module.exports = { onWarning, emitWarning, emitWarningSync };
