'use strict';

// emitKeypressEvents(): 'keypress' events on a stream that gets a terminal's input. It listens for data only while somebody
// listens for key presses.

const { charLengthAt, CSI, emitKeys } = require('internal/readline/utils');
const { kSawKeyPress } = require('internal/readline/symbols');
const { clearTimeout, setTimeout } = require('timers');
const { StringDecoder } = require('string_decoder');

const KEYPRESS_DECODER = Symbol('keypress-decoder');
const ESCAPE_DECODER = Symbol('escape-decoder');
// How long an escape character may stand alone before it is taken for the Escape key.
const ESCAPE_CODE_TIMEOUT = 500;

function emitKeypressEvents(stream, iface = {}) {
  if (stream[KEYPRESS_DECODER]) return;
  stream[KEYPRESS_DECODER] = new StringDecoder('utf8');
  stream[ESCAPE_DECODER] = emitKeys(stream);
  stream[ESCAPE_DECODER].next();

  const triggerEscape = () => stream[ESCAPE_DECODER].next('');
  const { escapeCodeTimeout = ESCAPE_CODE_TIMEOUT } = iface;
  let timeoutId;

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = stream[KEYPRESS_DECODER].write(input);
    if (!text) return;
    clearTimeout(timeoutId);
    // A single character is a key press; more at once were pasted, and a tab among them completes nothing.
    iface[kSawKeyPress] = charLengthAt(text, 0) === text.length;
    iface.isCompletionEnabled = false;
    let length = 0;
    for (const character of text) {
      length += character.length;
      if (length === text.length) iface.isCompletionEnabled = true;
      try {
        stream[ESCAPE_DECODER].next(character);
        if (length === text.length && character === CSI.kEscape) timeoutId = setTimeout(triggerEscape, escapeCodeTimeout);
      } catch (error) {
        // A listener threw, which ended the generator.
        stream[ESCAPE_DECODER] = emitKeys(stream);
        stream[ESCAPE_DECODER].next();
        throw error;
      }
    }
  }

  function onNewListener(event) {
    if (event === 'keypress') {
      stream.on('data', onData);
      stream.removeListener('newListener', onNewListener);
    }
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = emitKeypressEvents;
