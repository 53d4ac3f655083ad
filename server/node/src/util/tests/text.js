'use strict';
// styleText, stripVTControlCharacters, toUSVString, parseEnv, diff, MIMEType, system errors, getCallSites.
const assert = require('node:assert');
const util = require('node:util');

// styleText
const style = (format, text) => util.styleText(format, text, { validateStream: false });
assert.strictEqual(style('red', 'x'), '\u001b[31mx\u001b[39m');
assert.strictEqual(style(['red', 'bold'], 'x'), '\u001b[31m\u001b[1mx\u001b[22m\u001b[39m');
assert.strictEqual(style('none', 'x'), 'x');
assert.strictEqual(style('red', `${style('blue', 'in')}b`), '\u001b[31m\u001b[34min\u001b[31mb\u001b[39m');
assert.strictEqual(style('bold', 'a\u001b[22mb'), '\u001b[1ma\u001b[22m\u001b[1mb\u001b[22m');
assert.throws(() => util.styleText('nope', 'x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => util.styleText('red', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => util.styleText('red', 'x', { validateStream: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => util.styleText('red', 'x', { stream: {} }), { code: 'ERR_INVALID_ARG_TYPE' });

// stripVTControlCharacters
assert.strictEqual(util.stripVTControlCharacters('\u001b[31mfoo\u001b[39m \u001b[2Kx'), 'foo x');
assert.strictEqual(util.stripVTControlCharacters('\u001b]8;;http://x.y\u0007link\u001b]8;;\u0007'), 'link');
assert.throws(() => util.stripVTControlCharacters(1), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(util.toUSVString('a\ud800'), 'a\ufffd');

// parseEnv
assert.deepStrictEqual(
  { ...util.parseEnv('# comment\nA=1\nexport B="x\\ny" # c\nC=\'a\nb\'\nD= sp # c\nE=\nF="open\nG') },
  { A: '1', B: 'x\ny', C: 'a\nb', D: 'sp', E: '', F: '"open' },
);
assert.throws(() => util.parseEnv(1), { code: 'ERR_INVALID_ARG_TYPE' });

// diff
assert.deepStrictEqual(util.diff('abc', 'abd'), [[0, 'a'], [0, 'b'], [1, 'c'], [-1, 'd']]);
assert.deepStrictEqual(util.diff(['a', 'b'], ['b', 'c']), [[1, 'a'], [0, 'b'], [-1, 'c']]);
assert.deepStrictEqual(util.diff('a', 'a'), []);
assert.throws(() => util.diff(1, 'a'), { code: 'ERR_INVALID_ARG_TYPE' });

// MIMEType
const mime = new util.MIMEType(' TEXT/HTML ; Charset="utf-8" ; a=b;a=c');
assert.strictEqual(String(mime), 'text/html;charset=utf-8;a=b');
assert.strictEqual(mime.essence, 'text/html');
assert.strictEqual(mime.params.get('charset'), 'utf-8');
mime.params.set('q', 'x "y"');
mime.params.delete('a');
assert.strictEqual(String(mime), 'text/html;charset=utf-8;q="x \\"y\\""');
assert.deepStrictEqual([...mime.params.keys()], ['charset', 'q']);
mime.type = 'Image';
mime.subtype = 'PNG';
assert.strictEqual(mime.essence, 'image/png');
assert.throws(() => new util.MIMEType('text'), { code: 'ERR_INVALID_MIME_SYNTAX', message: 'The MIME syntax for a type in "text" is invalid' });
assert.throws(() => { mime.type = 'a b'; }, { message: 'The MIME syntax for a type in "a b" is invalid at 1' });

// System errors
assert.strictEqual(util.getSystemErrorName(-2), 'ENOENT');
assert.strictEqual(util.getSystemErrorMessage(-2), 'no such file or directory');
assert.deepStrictEqual(util.getSystemErrorMap().get(-2), ['ENOENT', 'no such file or directory']);
assert.throws(() => util.getSystemErrorName(1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => util.getSystemErrorName('x'), { code: 'ERR_INVALID_ARG_TYPE' });

// getCallSites
const [site] = util.getCallSites();
assert.match(site.scriptName, /text\.js$/);
assert.strictEqual(typeof site.lineNumber, 'number');
assert.throws(() => util.getCallSites(0), { code: 'ERR_OUT_OF_RANGE' });
