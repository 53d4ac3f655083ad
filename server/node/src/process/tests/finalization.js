'use strict';
// Callbacks for objects that are still there at the end.
const assert = require('node:assert');

process.removeAllListeners('warning');
process.on('warning', () => {});
const calls = [];
const kept = { name: 'kept' };
const dropped = {};
process.finalization.register(kept, (object, event) => calls.push([object.name, event]));
process.finalization.registerBeforeExit(kept, (object, event) => calls.push([object.name, event]));
process.finalization.register(dropped, () => calls.push('dropped'));
process.finalization.unregister(dropped);
process.on('exit', () => assert.deepStrictEqual(calls, [['kept', 'beforeExit'], ['kept', 'exit']]));
