'use strict';
/*! `JSON.parse` and `JSON.stringify` with V8's messages, which programs show and test for: the engine's parser runs, and only when it fails is the text
 * looked at again to say what is wrong as V8 says it.
 */

const nativeParse = JSON.parse;

JSON.parse = function parse(text, reviver) {
  try {
    return nativeParse(text, reviver);
  } catch (error) {
    // What a reviver or a toString throws passes.
    if (!(error instanceof SyntaxError) || !error.message.startsWith('JSON Parse error')) throw error;
    const message = require('internal/json_messages').explain(`${text}`);
    if (message === undefined) throw error;
    const explained = new SyntaxError(message);
    Error.captureStackTrace(explained, JSON.parse);
    throw explained;
  }
};

const nativeStringify = JSON.stringify;

JSON.stringify = function stringify(value, replacer, space) {
  try {
    return nativeStringify(value, replacer, space);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    let message;
    if (error.message.startsWith('JSON.stringify cannot serialize cyclic')) {
      message = `Converting circular structure to JSON${require('internal/json_messages').describeCycle(value)}`;
    } else if (error.message.startsWith('JSON.stringify cannot serialize BigInt')) {
      message = 'Do not know how to serialize a BigInt';
    } else {
      throw error;
    }
    const explained = new TypeError(message);
    Error.captureStackTrace(explained, JSON.stringify);
    throw explained;
  }
};
for (const name of ['parse', 'stringify']) Object.defineProperty(JSON, name, { enumerable: false });
