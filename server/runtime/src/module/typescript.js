'use strict';
/*! `module.stripTypeScriptTypes`. */

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_TYPESCRIPT_SYNTAX, ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX } } = require('internal/errors');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');

function stripTypeScriptTypes(code, options = {}) {
  require('internal/util').emitExperimentalWarning('stripTypeScriptTypes');
  validateString(code, 'code');
  validateObject(options, 'options');
  const { mode = 'strip', sourceMap = false, sourceUrl = '' } = options;
  validateOneOf(mode, 'options.mode', ['strip', 'transform']);
  validateString(sourceUrl, 'options.sourceUrl');
  if (mode === 'strip') {
    if (sourceMap) throw new ERR_INVALID_ARG_VALUE('options.sourceMap', sourceMap, "must be one of: false, undefined");
  } else {
    validateBoolean(sourceMap, 'options.sourceMap');
  }
  const result = lode.native('internal/esm/loader').stripTypes(sourceUrl || 'code.ts', code, mode === 'transform');
  if (!Array.isArray(result)) {
    const Class = result.isUnsupported ? ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX : ERR_INVALID_TYPESCRIPT_SYNTAX;
    throw new Class(result.failure);
  }
  const [text, map] = result;
  if (sourceMap) return `${text}\n\n//# sourceMappingURL=data:application/json;base64,${require('buffer').Buffer.from(map).toString('base64')}`;
  return sourceUrl ? `${text}\n\n//# sourceURL=${sourceUrl}` : text;
}

module.exports = { stripTypeScriptTypes };
