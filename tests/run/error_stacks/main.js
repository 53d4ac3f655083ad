'use strict';
function outer() { return inner(); }
function inner() { return new Error('traced'); }
class Thing { static make() { return new Thing().method(); } method() { return [1].map(() => new TypeError('in a map'))[0]; } get value() { return new Error('getter'); } }
// What only V8 knows is left out: the type of a receiver, and that a function is an accessor.
const own = (stack) => stack.split('\n').filter((line) => !/^ +at .*(node:|Module\.|<anonymous>\)$)/.test(line)).map((line) => line.replace(/\w+\.<anonymous> \((.*)\)/, '$1').replace('at get ', 'at ')).join('\n').replaceAll(__dirname, '.');
console.log(own(outer().stack));
console.log(own(new Thing().value.stack).split('\n').slice(0, 2));
console.log(own(Thing.make().stack).split('\n')[0]);
const target = {};
Error.captureStackTrace(target);
console.log(target.stack.split('\n')[0], own(target.stack).split('\n').length > 1);
function hidden() { const holder = { message: 'm', name: 'N' }; Error.captureStackTrace(holder, hidden); return holder.stack; }
function caller() { return hidden(); }
console.log(own(caller()).split('\n').slice(0, 2));
Error.stackTraceLimit = 1;
console.log(outer().stack.split('\n').length);
Error.stackTraceLimit = 0;
console.log(outer().stack);
Error.stackTraceLimit = 10;
Error.prepareStackTrace = (error, sites) => sites.slice(0, 2).map((site) => [site.getFunctionName(), site.getFileName()?.endsWith('main.js'), site.getLineNumber(), site.getColumnNumber(), site.isNative(), site.isConstructor(), site.isEval()]);
console.log(outer().stack);
Error.prepareStackTrace = undefined;
const error = new Error('changed');
const before = error.stack.split('\n')[0];
error.message = 'other';
console.log(before, error.stack.split('\n')[0], String(error), Object.keys(error), Object.getOwnPropertyNames(error).sort());
try { null.x; } catch (caught) { console.log(caught instanceof TypeError, typeof caught.stack); }
try { missing; } catch (caught) { console.log(caught.name); }
const later = async () => { await null; throw new Error('async'); };
later().catch((caught) => console.log(/main\.js:\d+:\d+/.exec(caught.stack)[0]));
