'use strict';

// A queue for many short-lived items: blocks of a fixed size in a chain, so that nothing is ever moved.

const kSize = 2048;
const kMask = kSize - 1;

class Block {
  bottom = 0;
  top = 0;
  list = new Array(kSize).fill(undefined);
  next = null;

  isEmpty() {
    return this.top === this.bottom;
  }

  // One place stays free: full and empty could not be told apart otherwise.
  isFull() {
    return ((this.top + 1) & kMask) === this.bottom;
  }

  push(item) {
    this.list[this.top] = item;
    this.top = (this.top + 1) & kMask;
  }

  shift() {
    const item = this.list[this.bottom];
    if (item === undefined) return null;
    this.list[this.bottom] = undefined;
    this.bottom = (this.bottom + 1) & kMask;
    return item;
  }
}

class FixedQueue {
  #head;
  #tail;

  constructor() {
    this.#head = this.#tail = new Block();
  }

  isEmpty() {
    return this.#head.isEmpty();
  }

  push(item) {
    if (this.#head.isFull()) this.#head = this.#head.next = new Block();
    this.#head.push(item);
  }

  shift() {
    const tail = this.#tail;
    const item = tail.shift();
    if (tail.isEmpty() && tail.next !== null) {
      this.#tail = tail.next;
      tail.next = null;
    }
    return item;
  }
}

module.exports = FixedQueue;
