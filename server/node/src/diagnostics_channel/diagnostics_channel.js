'use strict';

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const { apply } = Reflect;
const { setPrototypeOf, getPrototypeOf, defineProperty } = Object;

// A channel stays as long as somebody holds it or it has subscribers; its name then finds it.
const channels = new Map();
let collected;

function remember(channel) {
  const { name } = channel;
  const reference = new WeakRef(channel);
  channels.set(name, reference);
  collected ??= new FinalizationRegistry((entry) => {
    if (channels.get(entry.name) === entry.reference) channels.delete(entry.name);
  });
  collected.register(channel, { name, reference });
  if (typeof name !== 'string') return;
  // The console looks for its channels there, and the loaders of modules are told, so that they need not load this file.
  if (name.startsWith('console.')) require('internal/console/channels')[name.slice(8)] = channel;
  else if (name.startsWith('tracing:module.')) lode.traceModules?.();
}

// Channels with subscribers, which must not be collected.
const held = new Map();

function hold(channel) {
  held.set(channel, (held.get(channel) ?? 0) + 1);
}

function release(channel) {
  const count = held.get(channel) - 1;
  if (count > 0) held.set(channel, count);
  else held.delete(channel);
}

function activate(channel) {
  setPrototypeOf(channel, ActiveChannel.prototype);
  channel._subscribers = [];
  channel._stores = new Map();
}

function deactivateIfUnused(channel) {
  if (channel._subscribers.length > 0 || channel._stores.size > 0) return;
  setPrototypeOf(channel, Channel.prototype);
  channel._subscribers = undefined;
  channel._stores = undefined;
}

/** A subscriber that throws does not reach the publisher. */
function throwLater(error) {
  process.nextTick(() => {
    require('internal/process/execution').uncaughtException(error, false);
  });
}

function runInStore(storage, data, next, transform) {
  let context = data;
  if (transform !== undefined) {
    try {
      context = transform(data);
    } catch (error) {
      throwLater(error);
      return next();
    }
  }
  return storage.run(context, next);
}

// What a channel is while it has subscribers or stores: without them the methods of Channel cost nothing.
class ActiveChannel {
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    // Copied, so that a publication that is under way is not disturbed.
    this._subscribers = [...this._subscribers, subscription];
    hold(this);
  }

  unsubscribe(subscription) {
    const index = this._subscribers.indexOf(subscription);
    if (index === -1) return false;
    this._subscribers = this._subscribers.toSpliced(index, 1);
    release(this);
    deactivateIfUnused(this);
    return true;
  }

  bindStore(store, transform) {
    if (!this._stores.has(store)) hold(this);
    this._stores.set(store, transform);
  }

  unbindStore(store) {
    if (!this._stores.delete(store)) return false;
    release(this);
    deactivateIfUnused(this);
    return true;
  }

  get hasSubscribers() {
    return true;
  }

  publish(data) {
    const subscribers = this._subscribers;
    for (let i = 0; i < (subscribers?.length ?? 0); i++) {
      try {
        const onMessage = subscribers[i];
        onMessage(data, this.name);
      } catch (error) {
        throwLater(error);
      }
    }
  }

  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return apply(fn, thisArg, args);
    };
    for (const [storage, transform] of this._stores) {
      const next = run;
      run = () => runInStore(storage, data, next, transform);
    }
    return run();
  }
}

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    remember(this);
  }

  static [Symbol.hasInstance](instance) {
    const prototype = getPrototypeOf(instance);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }

  subscribe(subscription) {
    activate(this);
    this.subscribe(subscription);
  }

  unsubscribe() {
    return false;
  }

  bindStore(store, transform) {
    activate(this);
    this.bindStore(store, transform);
  }

  unbindStore() {
    return false;
  }

  get hasSubscribers() {
    return false;
  }

  publish() {}

  runStores(data, fn, thisArg, ...args) {
    return apply(fn, thisArg, args);
  }
}

function channel(name) {
  const known = channels.get(name)?.deref();
  if (known !== undefined) return known;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  return new Channel(name);
}

function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  return channels.get(name)?.deref()?.hasSubscribers ?? false;
}

// The events of one traced action.
const traceEvents = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function tracingPart(nameOrChannels, part) {
  if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${part}`);
  if (typeof nameOrChannels === 'object' && nameOrChannels !== null) {
    const given = nameOrChannels[part];
    if (given == null) throw new TypeError('Cannot convert undefined or null to object');
    if (!(given instanceof Channel)) throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${part}`, ['Channel'], given);
    return given;
  }
  throw new ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'TracingChannel', 'Object'], nameOrChannels);
}

class TracingChannel {
  constructor(nameOrChannels) {
    for (const part of traceEvents) {
      defineProperty(this, part, { __proto__: null, value: tracingPart(nameOrChannels, part) });
    }
  }

  get hasSubscribers() {
    return traceEvents.some((part) => this[part]?.hasSubscribers);
  }

  subscribe(handlers) {
    for (const part of traceEvents) {
      if (handlers[part]) this[part]?.subscribe(handlers[part]);
    }
  }

  unsubscribe(handlers) {
    let done = true;
    for (const part of traceEvents) {
      if (handlers[part] && !this[part]?.unsubscribe(handlers[part])) done = false;
    }
    return done;
  }

  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return apply(fn, thisArg, args);
    const { start, end, error } = this;
    return start.runStores(context, () => {
      try {
        const result = apply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }

  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return apply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;

    function onRejected(reason) {
      context.error = reason;
      error.publish(context);
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return Promise.reject(reason);
    }

    function onResolved(result) {
      context.result = result;
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return result;
    }

    return start.runStores(context, () => {
      try {
        let promise = apply(fn, thisArg, args);
        if (!(promise instanceof Promise)) promise = Promise.resolve(promise);
        return promise.then(onResolved, onRejected);
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }

  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return apply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;

    function wrappedCallback(reason, result) {
      if (reason) {
        context.error = reason;
        error.publish(context);
      } else {
        context.result = result;
      }
      // `asyncStart` has the stores, so that the callback runs in them.
      asyncStart.runStores(context, () => {
        try {
          return apply(callback, this, arguments);
        } finally {
          asyncEnd.publish(context);
        }
      });
    }

    const callback = args.at(position);
    validateFunction(callback, 'callback');
    args.splice(position, 1, wrappedCallback);

    return start.runStores(context, () => {
      try {
        return apply(fn, thisArg, args);
      } catch (thrown) {
        context.error = thrown;
        error.publish(context);
        throw thrown;
      } finally {
        end.publish(context);
      }
    });
  }
}

function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };
