'use strict';

const { test, suite, hooks } = require('internal/test_runner/test');
const { MockTracker, missing } = require('internal/test_runner/mock');

let mock;
Object.assign(test, hooks, {
  test,
  it: test,
  describe: suite,
  suite,
  run: () => missing('run()'),
  snapshot: {
    setDefaultSnapshotSerializers: () => missing('snapshot.setDefaultSnapshotSerializers()'),
    setResolveSnapshotPath: () => missing('snapshot.setResolveSnapshotPath()'),
  },
});
for (const [name, value] of [['mock', () => mock ??= new MockTracker()], ['assert', () => require('assert')]]) {
  Object.defineProperty(test, name, { __proto__: null, configurable: true, enumerable: true, get: value });
}

module.exports = test;
