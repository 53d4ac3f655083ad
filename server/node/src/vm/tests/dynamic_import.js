'use strict';
// `import()` in scripts and functions of node:vm.

const assert = require('node:assert');
const vm = require('node:vm');

const missing = { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING', message: 'A dynamic import callback was not specified.' };
const missingFlag = { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG' };
const never = () => assert.fail('called');

process.removeAllListeners('warning');

(async () => {
  await assert.rejects(vm.runInThisContext('import("fs")'), missing);
  await assert.rejects(vm.compileFunction('return import("fs")')(), missing);
  await assert.rejects(new vm.Script('import("fs")', { importModuleDynamically: never }).runInThisContext(), missingFlag);
  await assert.rejects(vm.compileFunction('return import("fs")', [], { importModuleDynamically: never })(), missingFlag);

  const options = { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };
  const namespace = await import('fs');
  const sandbox = vm.createContext({ inner: 1 });
  for (const context of [sandbox, vm.createContext(vm.constants.DONT_CONTEXTIFY)]) {
    assert.strictEqual(await vm.runInContext('import("fs")', context, options), namespace);
    assert.strictEqual(await vm.compileFunction('return import(id)', ['id'], { ...options, parsingContext: context })('fs'), namespace);
  }
  assert.strictEqual(await vm.runInThisContext('import("node:fs")', options), namespace);
  assert.strictEqual(await vm.runInContext('(async () => { await undefined; return inner; })()', sandbox), 1);
  // What the scripts need for it does not show.
  assert.deepStrictEqual(Reflect.ownKeys(sandbox), ['inner']);
})();
