'use strict';

const { kClone, kDeserialize, markClassTransferMode } = require('internal/worker/js_transferable');

/** `${value}`, with V8's wording for what can't be a string. */
function toText(value) {
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${value}`;
}

function invalidThis() {
  return Object.assign(new TypeError('Value of "this" must be of DOMException'), { code: 'ERR_INVALID_THIS' });
}

const { defineProperty } = Object;
const { captureStackTrace } = Error;

/** The names that have a `code`, with the constant of each (those without a name are no longer thrown by anybody). */
const legacy = [
  ['IndexSizeError', 'INDEX_SIZE_ERR'],
  [undefined, 'DOMSTRING_SIZE_ERR'],
  ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR'],
  ['WrongDocumentError', 'WRONG_DOCUMENT_ERR'],
  ['InvalidCharacterError', 'INVALID_CHARACTER_ERR'],
  [undefined, 'NO_DATA_ALLOWED_ERR'],
  ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR'],
  ['NotFoundError', 'NOT_FOUND_ERR'],
  ['NotSupportedError', 'NOT_SUPPORTED_ERR'],
  ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR'],
  ['InvalidStateError', 'INVALID_STATE_ERR'],
  ['SyntaxError', 'SYNTAX_ERR'],
  ['InvalidModificationError', 'INVALID_MODIFICATION_ERR'],
  ['NamespaceError', 'NAMESPACE_ERR'],
  ['InvalidAccessError', 'INVALID_ACCESS_ERR'],
  [undefined, 'VALIDATION_ERR'],
  ['TypeMismatchError', 'TYPE_MISMATCH_ERR'],
  ['SecurityError', 'SECURITY_ERR'],
  ['NetworkError', 'NETWORK_ERR'],
  ['AbortError', 'ABORT_ERR'],
  ['URLMismatchError', 'URL_MISMATCH_ERR'],
  ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR'],
  ['TimeoutError', 'TIMEOUT_ERR'],
  ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR'],
  ['DataCloneError', 'DATA_CLONE_ERR'],
];
const codeOf = new Map();
legacy.forEach(([name], index) => {
  if (name !== undefined) codeOf.set(name, index + 1);
});

class DOMException {
  #message;
  #name;

  constructor(message = '', options = 'Error') {
    this.#message = toText(message);
    if (options && typeof options === 'object') {
      this.#name = options.name;
      if ('cause' in options) {
        defineProperty(this, 'cause', {
          __proto__: null, value: options.cause, configurable: true, writable: true, enumerable: false,
        });
      }
    } else {
      this.#name = toText(options);
    }
    captureStackTrace(this, new.target);
  }

  get name() {
    if (!(#name in this)) throw invalidThis();
    return this.#name;
  }

  get message() {
    if (!(#name in this)) throw invalidThis();
    return this.#message;
  }

  get code() {
    if (!(#name in this)) throw invalidThis();
    return codeOf.get(this.#name) ?? 0;
  }

  [kClone]() {
    return {
      data: { message: this.#message, name: this.#name, stack: this.stack },
      deserializeInfo: 'internal/dom_exception:DOMException',
    };
  }

  [kDeserialize]({ message, name, stack }) {
    this.#message = message;
    this.#name = name;
    defineProperty(this, 'stack', { __proto__: null, value: stack, writable: true, enumerable: false, configurable: true });
  }

  static isDOMException(value) {
    return typeof value === 'object' && value !== null && #name in value;
  }
}

const { isDOMException } = DOMException;
delete DOMException.isDOMException;

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
for (const name of ['name', 'message', 'code']) {
  defineProperty(DOMException.prototype, name, { __proto__: null, enumerable: true });
}
defineProperty(DOMException.prototype, Symbol.toStringTag, {
  __proto__: null, value: 'DOMException', configurable: true, enumerable: false,
});
legacy.forEach(([, constant], index) => {
  const descriptor = { __proto__: null, value: index + 1, enumerable: true };
  defineProperty(DOMException, constant, descriptor);
  defineProperty(DOMException.prototype, constant, descriptor);
});

markClassTransferMode(DOMException.prototype, true, false);

module.exports = { DOMException, isDOMException };
