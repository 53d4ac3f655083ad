'use strict';

// fs.openAsBlob.

const { validateObject, validateString } = require('internal/validators');
const { asBuffer, getValidatedPath, messageError } = require('internal/fs/utils');
const { pending } = require('internal/fs/file_handle');

const native = lode.native('fs');

function openAsBlob(path, options) {
  validateObject(options, 'options');
  const type = options.type || '';
  validateString(type, 'options.type');
  path = getValidatedPath(path);
  if (!native.exists(path)) {
    throw messageError(TypeError, 'ERR_INVALID_ARG_VALUE', 'Unable to open file as blob');
  }
  const { createBlob } = require('internal/blob');
  return pending(native.readFileAsync, path, 0).then((bytes) => createBlob(asBuffer(bytes), type));
}

module.exports = { openAsBlob };
