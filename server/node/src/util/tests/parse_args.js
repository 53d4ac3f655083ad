'use strict';
// util.parseArgs: kinds of options, strictness, tokens, errors.
const assert = require('node:assert');
const { parseArgs } = require('node:util');

const parse = (args, options, rest) => {
  const { values, positionals, tokens } = parseArgs({ args, options, ...rest });
  return tokens === undefined ? [{ ...values }, positionals] : [{ ...values }, positionals, tokens];
};
const flag = { type: 'boolean' };
const text = { type: 'string' };

assert.deepStrictEqual(parse(['-f', '--bar', 'b'], { f: flag, bar: text }), [{ f: true, bar: 'b' }, []]);
assert.deepStrictEqual(parse(['-abval'], { a: { ...flag, short: 'a' }, bb: { ...text, short: 'b' } }), [{ a: true, bb: 'val' }, []]);
assert.deepStrictEqual(parse(['-ab', 'val'], { a: { ...flag, short: 'a' }, bb: { ...text, short: 'b' } }), [{ a: true, bb: 'val' }, []]);
assert.deepStrictEqual(parse(['--foo=a=b', '--bar='], { foo: text, bar: text }), [{ foo: 'a=b', bar: '' }, []]);
assert.deepStrictEqual(parse(['--foo', '1', '--foo', '2'], { foo: { ...text, multiple: true } }), [{ foo: ['1', '2'] }, []]);
assert.deepStrictEqual(parse(['--foo', '1', '--foo', '2'], { foo: text }), [{ foo: '2' }, []]);
assert.deepStrictEqual(parse(['--no-foo'], { foo: flag }, { allowNegative: true }), [{ foo: false }, []]);
assert.deepStrictEqual(parse(['a', '--', '-b'], {}, { allowPositionals: true }), [{}, ['a', '-b']]);
assert.deepStrictEqual(parse(['-x', '--y=1', 'p'], {}, { strict: false }), [{ x: true, y: '1' }, ['p']]);
assert.deepStrictEqual(parse([], { a: { ...text, default: 'd' }, b: { ...flag, default: true } }), [{ a: 'd', b: true }, []]);
assert.deepStrictEqual(parse(['--__proto__=1'], {}, { strict: false }), [{}, []]);
assert.deepStrictEqual(parse(['-f1', '--', 'x'], { foo: { ...text, short: 'f' } }, { allowPositionals: true, tokens: true }), [
  { foo: '1' },
  ['x'],
  [
    { kind: 'option', name: 'foo', rawName: '-f', index: 0, value: '1', inlineValue: true },
    { kind: 'option-terminator', index: 1 },
    { kind: 'positional', index: 2, value: 'x' },
  ],
]);
assert.strictEqual(Object.getPrototypeOf(parseArgs({ args: [] }).values), null);

const fails = (code, args, options, rest) => assert.throws(() => parse(args, options, rest), { code });
fails('ERR_PARSE_ARGS_UNKNOWN_OPTION', ['--nope'], {});
fails('ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', ['a'], {});
fails('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', ['--foo'], { foo: text });
fails('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', ['--foo', '-x'], { foo: text });
fails('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', ['--foo=x'], { foo: flag });
fails('ERR_INVALID_ARG_TYPE', 1, {});
fails('ERR_INVALID_ARG_TYPE', [], { a: { type: 'number' } });
fails('ERR_INVALID_ARG_VALUE', [], { a: { ...flag, short: 'ab' } });
fails('ERR_INVALID_ARG_TYPE', [], { a: { ...flag, default: 'x' } });
fails('ERR_INVALID_ARG_TYPE', [], {}, { strict: 1 });
assert.throws(() => parse(['-u'], {}, { allowPositionals: true }), {
  message: "Unknown option '-u'. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- \"-u\"",
});
