'use strict';
/*! Circular doubly linked lists through `_idleNext` and `_idlePrev`, the field names that programs see on timers.
 * A list is its own sentinel: empty when it points at itself. `_idleNext` leads to the newest, `_idlePrev` to the oldest.
 */

function init(list) {
  list._idleNext = list;
  list._idlePrev = list;
  return list;
}

function peek(list) {
  const oldest = list._idlePrev;
  return oldest === list ? null : oldest;
}

function remove(item) {
  const next = item._idleNext;
  const prev = item._idlePrev;
  if (next) next._idlePrev = prev;
  if (prev) prev._idleNext = next;
  item._idleNext = null;
  item._idlePrev = null;
}

function append(list, item) {
  if (item._idleNext || item._idlePrev) remove(item);
  const newest = list._idleNext;
  item._idleNext = newest;
  item._idlePrev = list;
  newest._idlePrev = item;
  list._idleNext = item;
}

function isEmpty(list) {
  return list._idleNext === list;
}

module.exports = { init, peek, remove, append, isEmpty };
