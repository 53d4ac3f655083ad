'use strict';

// Any value as text: finds out what it is, has its entries written, and joins them.
//
// `ctx` holds the options and what is known on the way down: `seen` (the objects that we are inside of), `circular` (those of
// them that were met again, numbered), `indentationLvl`, `currentDepth` (of the innermost object so far), `budget` (how much
// was written on each level of indentation: an endless structure ends).

// Before the requires: the files below call back into this one.
exports.formatValue = formatValue;
exports.formatProperty = formatProperty;

const { getOwnPropertyDescriptor, hasOwn, keys: objectKeys } = Object;
const { isArray } = Array;
const { apply } = Reflect;
const { typeTag, proxyTarget } = lode.internals;

const { formatKey, formatPrimitive } = require('internal/util/inspect/primitives');
const { joinEntries, kArrayExtrasType, kArrayType, kObjectType } = require('internal/util/inspect/layout');
const { getConstructorName, getPrefix } = require('internal/util/inspect/prototypes');
const { describe, isOwnEnumerable, noEntries } = require('internal/util/inspect/describe');
const { getStringWidth } = require('internal/util/inspect/width');

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const { toStringTag } = Symbol;

let entry;

// What a user's own inspect function gets as its options.
function userOptions(ctx, isCrossContext) {
  const options = {
    stylize: ctx.stylize,
    showHidden: ctx.showHidden,
    depth: ctx.depth,
    colors: ctx.colors,
    customInspect: ctx.customInspect,
    showProxy: ctx.showProxy,
    maxArrayLength: ctx.maxArrayLength,
    maxStringLength: ctx.maxStringLength,
    breakLength: ctx.breakLength,
    compact: ctx.compact,
    sorted: ctx.sorted,
    getters: ctx.getters,
    numericSeparator: ctx.numericSeparator,
    ...ctx.userOptions,
  };
  if (isCrossContext) {
    // An object of another realm, or one behind a proxy, must not get at our own objects.
    Object.setPrototypeOf(options, null);
    for (const key of objectKeys(options)) {
      if ((typeof options[key] === 'object' || typeof options[key] === 'function') && options[key] !== null) delete options[key];
    }
    options.stylize = Object.setPrototypeOf((value, flavour) => {
      let stylized;
      try {
        stylized = `${ctx.stylize(value, flavour)}`;
      } catch {
        // The text as it is, then.
      }
      return typeof stylized === 'string' ? stylized : value;
    }, null);
  }
  return options;
}

function formatValue(ctx, value, recurseTimes, typedArray = false) {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return formatPrimitive(ctx, value);

  const context = value;
  let tag = typeTag(value);
  const isProxy = tag === 'Proxy';
  if (isProxy) {
    if (ctx.showProxy) return formatProxy(ctx, value, recurseTimes);
    do {
      value = proxyTarget(value)?.[0] ?? null;
      if (value === null) return ctx.stylize('<Revoked Proxy>', 'special');
      tag = typeTag(value);
    } while (tag === 'Proxy');
  }

  if (ctx.customInspect) {
    const custom = value[customInspect];
    if (typeof custom === 'function' && custom !== (entry ??= require('internal/util/inspect')).inspect) {
      // A prototype object is no instance of its class.
      const { constructor } = value;
      if (!(constructor && constructor.prototype === value)) {
        const depth = ctx.depth === null ? null : ctx.depth - recurseTimes;
        const isCrossContext = isProxy || !(context instanceof Object);
        const result = apply(custom, context, [depth, userOptions(ctx, isCrossContext), entry.inspect]);
        if (result !== context) {
          if ((typeof result === 'object' && result !== null) || typeof result === 'function') return formatValue(ctx, result, recurseTimes);
          return `${result}`.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
        }
      }
    }
  }

  if (ctx.seen.includes(value)) {
    let index = 1;
    if (ctx.circular === undefined) {
      ctx.circular = new Map([[value, index]]);
    } else {
      index = ctx.circular.get(value);
      if (index === undefined) {
        index = ctx.circular.size + 1;
        ctx.circular.set(value, index);
      }
    }
    return ctx.stylize(`[Circular *${index}]`, 'special');
  }
  return formatObject(ctx, value, recurseTimes, typedArray, tag);
}

function formatProxy(ctx, value, recurseTimes) {
  const details = proxyTarget(value);
  if (!details || details[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
  if (recurseTimes > ctx.depth && ctx.depth !== null) return ctx.stylize('Proxy [Array]', 'special');
  recurseTimes += 1;
  ctx.indentationLvl += 2;
  const output = [formatValue(ctx, details[0], recurseTimes), formatValue(ctx, details[1], recurseTimes)];
  ctx.indentationLvl -= 2;
  return joinEntries(ctx, output, '', 'Proxy [', ']', kArrayExtrasType, recurseTimes);
}

function formatObject(ctx, value, recurseTimes, typedArray, typeName) {
  const protoProps = ctx.showHidden && (recurseTimes <= ctx.depth || ctx.depth === null) ? [] : undefined;
  const constructor = getConstructorName(value, ctx, recurseTimes, protoProps);
  let tag = value[toStringTag];
  // An own tag is shown among the properties.
  if (
    typeof tag !== 'string' ||
    (tag !== '' && (ctx.showHidden ? hasOwn(value, toStringTag) : isOwnEnumerable(value, toStringTag)))
  ) {
    tag = '';
  }
  const shape = {
    constructor,
    tag,
    protoProps: protoProps !== undefined && protoProps.length > 0 ? protoProps : undefined,
    keys: undefined,
    base: '',
    open: '{',
    close: '}',
    extrasType: kObjectType,
    format: noEntries,
    argument: undefined,
    done: undefined,
  };
  describe(ctx, value, recurseTimes, typedArray, typeName, shape);
  if (shape.done !== undefined) return shape.done;

  if (recurseTimes > ctx.depth && ctx.depth !== null) {
    const name = getPrefix(constructor, tag, isArray(value) ? 'Array' : 'Object').slice(0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }
  recurseTimes += 1;
  ctx.seen.push(value);
  ctx.currentDepth = recurseTimes;
  const { keys, extrasType } = shape;
  const indentation = ctx.indentationLvl;
  let output;
  try {
    output = shape.format(ctx, value, recurseTimes, shape.argument);
    for (let index = 0; index < keys.length; index++) {
      output.push(formatProperty(ctx, value, recurseTimes, keys[index], extrasType));
    }
    if (shape.protoProps !== undefined) output.push(...shape.protoProps);
  } catch (error) {
    if (!require('internal/errors').isStackOverflowError(error)) throw error;
    ctx.seen.pop();
    ctx.indentationLvl = indentation;
    const name = getPrefix(constructor, tag, 'Object').slice(0, -1);
    return ctx.stylize(`[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
  }

  let { base, open } = shape;
  if (ctx.circular !== undefined) {
    const index = ctx.circular.get(value);
    if (index !== undefined) {
      const reference = ctx.stylize(`<ref *${index}>`, 'special');
      if (ctx.compact !== true) base = base === '' ? reference : `${reference} ${base}`;
      else open = `${reference} ${open}`;
    }
  }
  ctx.seen.pop();

  if (ctx.sorted) {
    const comparator = ctx.sorted === true ? undefined : ctx.sorted;
    if (extrasType === kObjectType) output.sort(comparator);
    else if (keys.length > 1) {
      const at = output.length - keys.length;
      output.push(...output.splice(at).sort(comparator));
    }
  }

  const text = joinEntries(ctx, output, base, open, shape.close, extrasType, recurseTimes, value);
  const written = (ctx.budget[ctx.indentationLvl] || 0) + text.length;
  ctx.budget[ctx.indentationLvl] = written;
  // More than 128 MiB on one level: nobody reads it, and it is better than running out of memory.
  if (written > 2 ** 27) ctx.depth = -1;
  return text;
}

function formatAccessor(ctx, descriptor, original, recurseTimes) {
  const { stylize } = ctx;
  if (descriptor.get === undefined) return stylize(descriptor.set !== undefined ? '[Setter]' : 'undefined', descriptor.set !== undefined ? 'special' : 'undefined');
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const { getters } = ctx;
  const isWanted =
    getters === true || (getters === 'get' && descriptor.set === undefined) || (getters === 'set' && descriptor.set !== undefined);
  if (!getters || !isWanted) return stylize(`[${label}]`, 'special');
  try {
    const value = apply(descriptor.get, original, []);
    ctx.indentationLvl += 2;
    let text;
    if (value === null) text = `${stylize(`[${label}:`, 'special')} ${stylize('null', 'null')}${stylize(']', 'special')}`;
    else if (typeof value === 'object') text = `${stylize(`[${label}]`, 'special')} ${formatValue(ctx, value, recurseTimes)}`;
    else text = `${stylize(`[${label}:`, 'special')} ${formatPrimitive(ctx, value)}${stylize(']', 'special')}`;
    ctx.indentationLvl -= 2;
    return text;
  } catch (error) {
    return `${stylize(`[${label}:`, 'special')} <Inspection threw (${error.message})>${stylize(']', 'special')}`;
  }
}

function formatProperty(ctx, value, recurseTimes, key, type, descriptor = undefined, original = value) {
  descriptor ??= getOwnPropertyDescriptor(value, key);
  let text;
  let separator = ' ';
  let enumerable = false;
  if (descriptor?.get !== undefined && lode.isLazyGetter?.(descriptor.get)) {
    // Data that was not needed so far.
    ({ enumerable } = descriptor);
    descriptor = { value: apply(descriptor.get, original, []), enumerable };
  }
  if (descriptor === undefined) {
    ctx.indentationLvl += 2;
    text = formatValue(ctx, value[key], recurseTimes);
    ctx.indentationLvl -= 2;
  } else if (descriptor.value !== undefined) {
    ({ enumerable } = descriptor);
    const indentation = ctx.compact !== true || type !== kObjectType ? 2 : 3;
    ctx.indentationLvl += indentation;
    text = formatValue(ctx, descriptor.value, recurseTimes);
    if (indentation === 3 && ctx.breakLength < getStringWidth(text, ctx.colors)) separator = `\n${' '.repeat(ctx.indentationLvl)}`;
    ctx.indentationLvl -= indentation;
  } else {
    ({ enumerable } = descriptor);
    text = formatAccessor(ctx, descriptor, original, recurseTimes);
  }
  if (type === kArrayType) return text;
  return `${formatKey(ctx.stylize, key, enumerable)}:${separator}${text}`;
}
