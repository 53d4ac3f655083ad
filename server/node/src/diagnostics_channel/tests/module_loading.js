'use strict';
const assert = require('node:assert');
const dc = require('node:diagnostics_channel');
const { pathToFileURL } = require('node:url');

function trace(name, action) {
  const events = [];
  const channel = dc.tracingChannel(name);
  const handlers = {};
  for (const part of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) handlers[part] = (event) => events.push([part, { ...event }]);
  channel.subscribe(handlers);
  const finish = () => {
    channel.unsubscribe(handlers);
    return events;
  };
  return action(finish);
}

{
  const context = { parentFilename: __filename, id: 'os' };
  const result = require('os');
  trace('module.require', (finish) => {
    require('os');
    assert.deepStrictEqual(finish(), [['start', context], ['end', { ...context, result }]]);
  });
}
{
  const context = { parentFilename: __filename, id: './not there' };
  trace('module.require', (finish) => {
    let error;
    try {
      require('./not there');
    } catch (thrown) {
      error = thrown;
    }
    assert.strictEqual(error.code, 'MODULE_NOT_FOUND');
    assert.deepStrictEqual(finish(), [['start', context], ['error', { ...context, error }], ['end', { ...context, error }]]);
  });
}

const parentURL = pathToFileURL(__filename).href;
trace('module.import', async (finish) => {
  const result = await import('os');
  const context = { parentURL, url: 'os' };
  assert.deepStrictEqual(finish(), [
    ['start', context], ['end', context], ['asyncStart', { ...context, result }], ['asyncEnd', { ...context, result }],
  ]);
}).then(() => trace('module.import', async (finish) => {
  const error = await import('not there').catch((reason) => reason);
  const context = { parentURL, url: 'not there' };
  assert.deepStrictEqual(finish(), [
    ['start', context], ['end', context], ['error', { ...context, error }],
    ['asyncStart', { ...context, error }], ['asyncEnd', { ...context, error }],
  ]);
}));
