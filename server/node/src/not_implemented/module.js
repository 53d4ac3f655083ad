'use strict';
// The source of every module that is not built yet; `module.id` says which one this is.

const { notImplemented } = require('internal/not_implemented');
const table = require('internal/not_implemented/table');

const { defineProperty } = Object;
const { id } = module;

function describe(value, name, length) {
  defineProperty(value, 'name', { __proto__: null, value: name, configurable: true });
  defineProperty(value, 'length', { __proto__: null, value: Number(length), configurable: true });
  return value;
}

function missingFunction(owner, name, length) {
  return describe(function () {
    throw notImplemented(`${owner}.${name}`);
  }, name, length);
}

// May be extended and looked at; neither it nor what extends it can be made.
function missingClass(owner, name, length) {
  return describe(class {
    constructor() {
      throw notImplemented(`${owner}.${name}`);
    }
  }, name, length);
}

function addAll(target, owner, list, make) {
  if (list === undefined) return;
  for (const entry of list.split(' ')) {
    const [name, length] = entry.split('/');
    target[name] = make(owner, name, length);
  }
}

function build({ functions, classes, objects, values }) {
  addAll(module.exports, id, functions, missingFunction);
  addAll(module.exports, id, classes, missingClass);
  for (const name of Object.keys(objects ?? {})) {
    const object = {};
    addAll(object, `${id}.${name}`, objects[name], missingFunction);
    module.exports[name] = object;
  }
  Object.assign(module.exports, values);
}

// What is true here without anything behind it.
const complete = {
  __proto__: null,
  cluster() {
    const EventEmitter = require('events');
    module.exports = Object.assign(new EventEmitter(), module.exports);
  },
  inspector() {
    // No inspector is active.
    module.exports.url = function url() {};
    module.exports.close = function close() {};
  },
  sea() {
    const outside = () => {
      const { genericNodeError } = require('internal/errors');
      return genericNodeError('Operation cannot be invoked when not in a single-executable application', {
        code: 'ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION',
      });
    };
    module.exports = {
      isSea() { return false; },
      getAsset(key, encoding) { throw outside(); },
      getRawAsset(key) { throw outside(); },
      getAssetAsBlob(key, options) { throw outside(); },
      getAssetKeys() { throw outside(); },
    };
  },
  tls() {
    // Nobody can be trusted before there is somebody who checks.
    module.exports.rootCertificates = Object.freeze([]);
  },
  trace_events() {
    module.exports.getEnabledCategories = function getEnabledCategories() {};
  },
};
complete['inspector/promises'] = complete.inspector;

if (table[id] !== undefined) build(table[id]);
complete[id]?.();
