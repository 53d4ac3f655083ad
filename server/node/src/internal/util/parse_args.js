'use strict';

// util.parseArgs: command-line options in the manner of getopt_long.

const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE,
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL,
    ERR_PARSE_ARGS_UNKNOWN_OPTION,
  },
} = require('internal/errors');
const { validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray, validateUnion } =
  require('internal/validators');
const { kEmptyObject } = require('internal/util');

const { hasOwn, entries } = Object;

// Without an own property there is no answer from Object.prototype.
function own(object, key) {
  return hasOwn(object, key) ? object[key] : undefined;
}

function optionOf(options, name) {
  return own(options, name) ?? kEmptyObject;
}

// What follows the program (or the evaluated text) on the command line.
function mainArgs() {
  const { execArgv, argv } = process;
  const evaluates = execArgv.some((each) => ['-e', '--eval', '-p', '--print'].includes(each) || each.startsWith('--eval=') || each.startsWith('--print='));
  return argv.slice(evaluates ? 1 : 2);
}

function checkOptions(options) {
  validateObject(options, 'options');
  for (const [name, config] of entries(options)) {
    validateObject(config, `options.${name}`);
    const type = own(config, 'type');
    validateUnion(type, `options.${name}.type`, ['string', 'boolean']);
    if (hasOwn(config, 'short')) {
      const { short } = config;
      validateString(short, `options.${name}.short`);
      if (short.length !== 1) throw new ERR_INVALID_ARG_VALUE(`options.${name}.short`, short, 'must be a single character');
    }
    const multiple = own(config, 'multiple');
    if (hasOwn(config, 'multiple')) validateBoolean(multiple, `options.${name}.multiple`);
    const def = own(config, 'default');
    if (def !== undefined) {
      const isString = type === 'string';
      const validate = multiple ? (isString ? validateStringArray : validateBooleanArray) : isString ? validateString : validateBoolean;
      validate(def, `options.${name}.default`);
    }
  }
}

function longNameOf(short, options) {
  for (const [name, config] of entries(options)) if (own(config, 'short') === short) return name;
  return short;
}

function typeOf(options, name) {
  return own(optionOf(options, name), 'type');
}

// The arguments one by one, as tokens: { kind, index, ... }.
function tokenize(args, options) {
  const tokens = [];
  let index = -1;
  let groupCount = 0;
  const rest = [...args];
  const takesValue = (name, next) => typeOf(options, name) === 'string' && next !== undefined;
  while (rest.length > 0) {
    const arg = rest.shift();
    const next = rest[0];
    // The options of `-abc` share one index.
    if (groupCount > 0) groupCount--;
    else index++;

    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const value of rest) tokens.push({ kind: 'positional', index: ++index, value });
      break;
    }
    if (arg.length === 2 && arg[0] === '-' && arg[1] !== '-') {
      const name = longNameOf(arg[1], options);
      let value;
      let inlineValue;
      if (takesValue(name, next)) {
        value = rest.shift();
        inlineValue = false;
      }
      tokens.push({ kind: 'option', name, rawName: arg, index, value, inlineValue });
      if (value !== undefined) index++;
      continue;
    }
    if (arg.length > 2 && arg[0] === '-' && arg[1] !== '-') {
      if (typeOf(options, longNameOf(arg[1], options)) === 'string') {
        // -fVALUE
        tokens.push({ kind: 'option', name: longNameOf(arg[1], options), rawName: `-${arg[1]}`, index, value: arg.slice(2), inlineValue: true });
        continue;
      }
      // -abc: flags, the last of which may take a value.
      const expanded = [];
      for (let at = 1; at < arg.length; at++) {
        const short = arg[at];
        if (typeOf(options, longNameOf(short, options)) !== 'string' || at === arg.length - 1) expanded.push(`-${short}`);
        else {
          expanded.push(`-${arg.slice(at)}`);
          break;
        }
      }
      rest.unshift(...expanded);
      groupCount = expanded.length;
      continue;
    }
    if (arg.length > 2 && arg.startsWith('--')) {
      const equals = arg.indexOf('=', 3);
      if (equals === -1) {
        const name = arg.slice(2);
        let value;
        let inlineValue;
        if (takesValue(name, next)) {
          value = rest.shift();
          inlineValue = false;
        }
        tokens.push({ kind: 'option', name, rawName: arg, index, value, inlineValue });
        if (value !== undefined) index++;
      } else {
        const name = arg.slice(2, equals);
        tokens.push({ kind: 'option', name, rawName: `--${name}`, index, value: arg.slice(equals + 1), inlineValue: true });
      }
      continue;
    }
    tokens.push({ kind: 'positional', index, value: arg });
  }
  return tokens;
}

function checkAmbiguous(token) {
  if (token.inlineValue || token.value === undefined || token.value.length < 2 || token.value[0] !== '-') return;
  const example = token.rawName.startsWith('--') ? `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
  throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    `Option '${token.rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${token.rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`,
  );
}

function checkUsage(token, options, allowPositionals, allowNegative) {
  let name = token.name;
  if (!hasOwn(options, name) && allowNegative && name.startsWith('no-') && typeOf(options, name.slice(3)) === 'boolean') {
    name = name.slice(3);
  }
  if (!hasOwn(options, name)) throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
  const short = own(options[name], 'short');
  const shown = `${short ? `-${short}, ` : ''}--${name}`;
  const type = own(options[name], 'type');
  if (type === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
}

function store(token, options, values, allowNegative) {
  let { name } = token;
  // Nobody gets at a prototype through an option.
  if (name === '__proto__') return;
  let value = token.value ?? true;
  if (allowNegative && name.startsWith('no-') && token.value === undefined && typeOf(options, name.slice(3)) !== 'string') {
    name = name.slice(3);
    value = false;
  }
  if (own(optionOf(options, name), 'multiple')) {
    if (values[name]) values[name].push(value);
    else values[name] = [value];
  } else {
    values[name] = value;
  }
}

function parseArgs(config = kEmptyObject) {
  const args = own(config, 'args') ?? mainArgs();
  const strict = own(config, 'strict') ?? true;
  const allowPositionals = own(config, 'allowPositionals') ?? !strict;
  const returnTokens = own(config, 'tokens') ?? false;
  const allowNegative = own(config, 'allowNegative') ?? false;
  const options = own(config, 'options') ?? { __proto__: null };
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(returnTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  checkOptions(options);

  const tokens = tokenize(args, options);
  const result = { values: { __proto__: null }, positionals: [] };
  if (returnTokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) {
        checkAmbiguous(token);
        checkUsage(token, options, allowPositionals, allowNegative);
      }
      store(token, options, result.values, allowNegative);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      result.positionals.push(token.value);
    }
  }
  // Defaults come last: `values` is in the order of the command line.
  for (const [name, option] of entries(options)) {
    const def = own(option, 'default');
    if (def !== undefined && result.values[name] === undefined) result.values[name] = def;
  }
  return result;
}

module.exports = { parseArgs };
