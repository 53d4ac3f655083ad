'use strict';
/*! `JSON.parse` and `JSON.stringify` with V8's messages, which programs show and test for: the engine's own run, and only when they fail is
 * it found out what is wrong, as V8 says it.
 */

const { parse: nativeParse, stringify: nativeStringify } = JSON;

function define(name, value) {
  Object.defineProperty(JSON, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

define('parse', function parse(text, reviver) {
  try {
    return nativeParse(text, reviver);
  } catch (error) {
    throw require('internal/json_messages').ofParse(error, text, parse);
  }
});

define('stringify', function stringify(value, replacer, space) {
  try {
    return nativeStringify(value, replacer, space);
  } catch (error) {
    throw require('internal/json_messages').ofStringify(error, value, stringify);
  }
});
