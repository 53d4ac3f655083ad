import assert from 'node:assert';

const url = (text) => `data:text/javascript,${encodeURIComponent(text)}`;
const rejects = (specifier, expected, options) => assert.rejects(import(specifier, options), expected);

await rejects('./modules/nowhere.mjs', { code: 'ERR_MODULE_NOT_FOUND' });
await rejects('no-such-package', { code: 'ERR_MODULE_NOT_FOUND' });
await rejects('node:nothing', { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
await rejects('http://localhost/', { code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME' });
await rejects('./modules/', { code: 'ERR_UNSUPPORTED_DIR_IMPORT' });
await rejects('./modules/data.json', { code: 'ERR_IMPORT_ATTRIBUTE_MISSING' });
await rejects('./modules/log.mjs', { code: 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE' }, { with: { type: 'json' } });
await rejects('./modules/log.mjs', { code: 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED' }, { with: { kind: 'x' } });
await rejects('./modules/log.mjs', TypeError, null);
await rejects('./modules/log.mjs', TypeError, { with: 1 });
await rejects('./modules/log.mjs', TypeError, { with: { type: 1 } });
await rejects(Symbol('x'), TypeError);

const missing = "import { nothing } from 'node:fs';";
await rejects(url(missing), {
  name: 'SyntaxError', message: "The requested module 'node:fs' does not provide an export named 'nothing'",
});
for (const [text, message] of [
  ['let a; let a;', "Identifier 'a' has already been declared"],
  ['function f() {} function f() {}', "Identifier 'f' has already been declared"],
  ['import fs from "fs"; var fs;', "Identifier 'fs' has already been declared"],
  ['export { a };', "Export 'a' is not defined in module"],
  ['export const a = 1; export { a };', "Duplicate export of 'a'"],
  ['export default 1; export default 2;', "Identifier '.default' has already been declared"],
  ['export default function f() {} export { f as default };', "Duplicate export of 'default'"],
  ['return 1', 'Illegal return statement'],
  ['with (a) {}', 'Strict mode code may not include a with statement'],
  ['let await', 'Unexpected reserved word'],
  ['let x = }', "Unexpected token '}'"],
  ['foo(1', 'missing ) after argument list'],
  ['if (', 'Unexpected end of input'],
  ['const x', 'Missing initializer in const declaration'],
]) {
  await rejects(url(text), { name: 'SyntaxError', message });
}
