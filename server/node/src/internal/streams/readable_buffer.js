'use strict';

// Takes chunks out of a Readable's buffer. Taken places are only counted (`bufferIndex`) and cut off now and then:
// shifting an array for every chunk would cost the square of its length.

const { Buffer } = require('buffer');
const { kState, kObjectMode } = require('internal/streams/utils');
const { kDecoder } = require('internal/streams/readable_state');

const KEEP_TAKEN = 1024;

// Whole buffer when `count` is 0 or covers it, else exactly `count` bytes or characters (objects: the first one).
function fromList(count, state) {
  if (state.length === 0) return null;
  const { buffer } = state;
  const end = buffer.length;
  let index = state.bufferIndex;
  let taken;
  if ((state[kState] & kObjectMode) !== 0) {
    taken = buffer[index];
    buffer[index++] = null;
  } else if (!count || count >= state.length) {
    taken = joinAll(state, index, end);
    index = end;
  } else {
    const first = buffer[index];
    if (count < first.length) {
      // Both parts are views on the same memory.
      taken = first.slice(0, count);
      buffer[index] = first.slice(count);
    } else if (count === first.length) {
      taken = first;
      buffer[index++] = null;
    } else {
      const isText = (state[kState] & kDecoder) !== 0;
      taken = isText ? '' : Buffer.allocUnsafe(count);
      for (let missing = count; missing > 0;) {
        const chunk = buffer[index];
        const whole = chunk.length <= missing;
        const part = whole ? chunk : isText ? chunk.slice(0, missing) : new Uint8Array(chunk.buffer, chunk.byteOffset, missing);
        if (isText) taken += part;
        else taken.set(part, count - missing);
        if (whole) buffer[index++] = null;
        else buffer[index] = chunk.slice(missing);
        missing -= part.length;
      }
    }
  }

  if (index === end) {
    buffer.length = 0;
    state.bufferIndex = 0;
  } else if (index > KEEP_TAKEN) {
    buffer.splice(0, index);
    state.bufferIndex = 0;
  } else {
    state.bufferIndex = index;
  }
  return taken;
}

function joinAll(state, index, end) {
  const { buffer } = state;
  if ((state[kState] & kDecoder) !== 0) {
    let text = '';
    for (; index < end; index++) text += buffer[index];
    return text;
  }
  if (index === end) return Buffer.alloc(0);
  if (end - index === 1) return buffer[index];
  const joined = Buffer.allocUnsafe(state.length);
  let offset = 0;
  for (; index < end; index++) {
    joined.set(buffer[index], offset);
    offset += buffer[index].length;
  }
  return joined;
}

module.exports = { fromList };
