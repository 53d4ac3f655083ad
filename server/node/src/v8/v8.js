'use strict';

// node:v8, on an engine that is not V8: statistics under V8's names, and V8's format for structured data.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_NOT_BUILDING_SNAPSHOT } } = require('internal/errors');
const { validateFunction, validateObject, validateOneOf, validateString, validateUint32 } = require('internal/validators');
const { Serializer, DefaultSerializer } = require('internal/v8/serializer');
const { Deserializer, DefaultDeserializer } = require('internal/v8/deserializer');

function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

// Statistics -----------------------------------------------------------------------------------------------------------

function getHeapStatistics() {
  const { heapTotal, heapUsed, external } = process.memoryUsage();
  const limit = Math.max(heapTotal, process.constrainedMemory?.() || require('os').totalmem());
  return {
    total_heap_size: heapTotal,
    total_heap_size_executable: 0,
    total_physical_size: heapTotal,
    total_available_size: limit - heapUsed,
    used_heap_size: heapUsed,
    heap_size_limit: limit,
    malloced_memory: 0,
    peak_malloced_memory: 0,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: external,
  };
}

// The engine has one heap, which stands for V8's spaces of ordinary objects.
function getHeapSpaceStatistics() {
  const { heapTotal, heapUsed } = process.memoryUsage();
  const space = (space_name, size, used) => ({
    space_name,
    space_size: size,
    space_used_size: used,
    space_available_size: size - used,
    physical_space_size: size,
  });
  return [
    'read_only_space', 'new_space', 'old_space', 'code_space', 'shared_space', 'trusted_space', 'new_large_object_space',
    'large_object_space', 'code_large_object_space', 'shared_large_object_space', 'trusted_large_object_space',
  ].map((name) => (name === 'old_space' ? space(name, heapTotal, heapUsed) : space(name, 0, 0)));
}

function getHeapCodeStatistics() {
  return {
    code_and_metadata_size: 0, bytecode_and_metadata_size: 0, external_script_source_size: 0, cpu_profiler_metadata_size: 0,
  };
}

function getCppHeapStatistics(type = 'detailed') {
  validateOneOf(type, 'type', ['brief', 'detailed']);
  return {
    __proto__: null,
    committed_size_bytes: 0,
    resident_size_bytes: 0,
    used_size_bytes: 0,
    space_statistics: [],
    type_names: [],
    detail_level: type,
  };
}

// Flags and versions of V8 mean nothing here.
function setFlagsFromString(flags) {
  validateString(flags, 'flags');
}

// Of what `vm` calls cached data.
function cachedDataVersionTag() {
  return 0x6c6f6465;
}

function validateSnapshotOptions(options) {
  validateObject(options, 'options');
  const { exposeInternals = false, exposeNumericValues = false } = options;
  const { validateBoolean } = require('internal/validators');
  validateBoolean(exposeInternals, 'options.exposeInternals');
  validateBoolean(exposeNumericValues, 'options.exposeNumericValues');
}

function getHeapSnapshot(options = {}) {
  validateSnapshotOptions(options);
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('v8.getHeapSnapshot');
}

function writeHeapSnapshot(filename, options = {}) {
  if (filename !== undefined) require('internal/fs/utils').getValidatedPath(filename);
  validateSnapshotOptions(options);
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('v8.writeHeapSnapshot');
}

function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
}

function queryObjects(constructor, options = {}) {
  validateFunction(constructor, 'constructor');
  validateObject(options, 'options');
  if (options.format !== undefined) validateOneOf(options.format, 'options.format', ['count', 'summary']);
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('v8.queryObjects');
}

function takeCoverage() {}

function stopCoverage() {}

// Whether the engine could store it in bytes: what V8 tells of its own strings.
function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  for (let i = 0; i < content.length; i++) if (content.charCodeAt(i) > 0xFF) return false;
  return true;
}

class GCProfiler {
  #startTime;

  start() {
    this.#startTime ??= Date.now();
  }

  // The engine tells of no collections.
  stop() {
    if (this.#startTime === undefined) return undefined;
    const startTime = this.#startTime;
    this.#startTime = undefined;
    return { version: 1, startTime, statistics: [], endTime: Date.now() };
  }
}

// Promises' hooks --------------------------------------------------------------------------------------------------------

function noHook(name) {
  return (callback) => {
    validateFunction(callback, `${name}Hook`);
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('v8.promiseHooks');
  };
}

const promiseHooks = {
  createHook({ init, before, after, settled } = {}) {
    for (const [name, hook] of Object.entries({ init, before, after, settled })) {
      if (hook !== undefined) validateFunction(hook, `${name}Hook`);
    }
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('v8.promiseHooks');
  },
  onInit: noHook('init'),
  onBefore: noHook('before'),
  onAfter: noHook('after'),
  onSettled: noHook('settled'),
};

function notBuildingSnapshot() {
  throw new ERR_NOT_BUILDING_SNAPSHOT();
}

const startupSnapshot = {
  addDeserializeCallback(callback, data) { notBuildingSnapshot(); },
  addSerializeCallback(callback, data) { notBuildingSnapshot(); },
  setDeserializeMainFunction(callback, data) { notBuildingSnapshot(); },
  // A number, as in Node.
  isBuildingSnapshot() { return 0; },
};

module.exports = {
  cachedDataVersionTag,
  getHeapSnapshot,
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  getCppHeapStatistics,
  setFlagsFromString,
  Serializer,
  Deserializer,
  DefaultSerializer,
  DefaultDeserializer,
  deserialize,
  takeCoverage,
  stopCoverage,
  serialize,
  writeHeapSnapshot,
  promiseHooks,
  queryObjects,
  startupSnapshot,
  setHeapSnapshotNearHeapLimit,
  GCProfiler,
  isStringOneByteRepresentation,
};
