'use strict';
/*! A binary heap whose entries may be told their position, so that one in the middle can be moved or removed. */

class PriorityQueue {
  #heap = [];
  #compare;
  #setPosition;

  constructor(compare, setPosition) {
    this.#compare = compare;
    this.#setPosition = setPosition;
  }

  get size() {
    return this.#heap.length;
  }

  peek() {
    return this.#heap[0];
  }

  insert(value) {
    const heap = this.#heap;
    heap.push(value);
    this.#up(heap.length - 1);
  }

  shift() {
    const first = this.#heap[0];
    if (first !== undefined) this.removeAt(0);
    return first;
  }

  /** The entry at `position` has become smaller or greater. */
  update(position) {
    this.#up(this.#down(position));
  }

  removeAt(position) {
    const heap = this.#heap;
    const last = heap.pop();
    if (position >= heap.length) return;
    heap[position] = last;
    this.#up(this.#down(position));
  }

  #up(position) {
    const heap = this.#heap;
    const value = heap[position];
    while (position > 0) {
      const above = (position - 1) >> 1;
      if (this.#compare(heap[above], value) <= 0) break;
      this.#place(heap[above], position);
      position = above;
    }
    this.#place(value, position);
    return position;
  }

  #down(position) {
    const heap = this.#heap;
    const value = heap[position];
    const { length } = heap;
    for (;;) {
      let below = 2 * position + 1;
      if (below >= length) break;
      if (below + 1 < length && this.#compare(heap[below + 1], heap[below]) < 0) below++;
      if (this.#compare(value, heap[below]) <= 0) break;
      this.#place(heap[below], position);
      position = below;
    }
    this.#place(value, position);
    return position;
  }

  #place(value, position) {
    this.#heap[position] = value;
    if (this.#setPosition !== undefined) this.#setPosition(value, position);
  }
}

module.exports = PriorityQueue;
