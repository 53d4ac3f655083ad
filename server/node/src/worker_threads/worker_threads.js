'use strict';

const {
  markAsUntransferable, isMarkedAsUntransferable,
} = require('internal/structured_clone');
const {
  BroadcastChannel, MessageChannel, MessagePort, isPortOpen, receiveMessageOnPort,
} = require('internal/messaging');
const { notImplemented } = require('internal/not_implemented');
const { markTransferMode } = require('internal/worker/js_transferable');
const EventEmitter = require('events');

const environmentData = new Map();

class Worker extends EventEmitter {
  constructor(filename, options = {}) {
    super();
    throw notImplemented('Worker');
  }
}

function markAsUncloneable(object) {
  markTransferMode(object, false, false);
}

function moveMessagePortToContext(port) {
  if (!(port instanceof MessagePort)) {
    throw Object.assign(
      new TypeError('The "port" argument must be a MessagePort instance'), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  if (!isPortOpen(port)) {
    throw Object.assign(
      new Error('Cannot send data on closed MessagePort'), { code: 'ERR_CLOSED_MESSAGE_PORT' });
  }
  throw notImplemented('moveMessagePortToContext');
}

async function postMessageToThread(threadId, value, transferList, timeout) {
  throw notImplemented('postMessageToThread');
}

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

function getEnvironmentData(key) {
  return environmentData.get(key);
}

module.exports = {
  isInternalThread: false,
  isMainThread: lode.isMainThread !== false,
  MessagePort,
  MessageChannel,
  markAsUncloneable,
  markAsUntransferable,
  isMarkedAsUntransferable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread,
  threadId: 0,
  threadName: '',
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel,
  setEnvironmentData,
  getEnvironmentData,
};
