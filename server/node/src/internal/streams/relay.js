'use strict';

// What compose() and Duplex.from() share: a Duplex that hands its writes to one stream and its reads from another.
// A request of the Duplex that must wait is kept here until the other stream answers.

class Relay {
  ondrain = null;
  onfinish = null;
  onreadable = null;
  // undefined: nobody has asked to be closed; null: both sides are through.
  onclose = undefined;

  // Runs a kept request, if there is one.
  answer(name, argument) {
    const request = this[name];
    if (request) {
      this[name] = null;
      request(argument);
    }
  }

  forget() {
    this.onreadable = null;
    this.ondrain = null;
    this.onfinish = null;
  }

  writeTo(duplex, writable) {
    duplex._write = (chunk, encoding, callback) => {
      if (writable.write(chunk, encoding)) callback();
      else this.ondrain = callback;
    };
    duplex._final = (callback) => {
      writable.end();
      this.onfinish = callback;
    };
    writable.on('drain', () => this.answer('ondrain'));
  }

  readFrom(duplex, readable) {
    readable.on('readable', () => this.answer('onreadable'));
    readable.on('end', () => duplex.push(null));
    duplex._read = () => {
      while (true) {
        const chunk = readable.read();
        if (chunk === null) {
          this.onreadable = duplex._read;
          return;
        }
        if (!duplex.push(chunk)) return;
      }
    };
  }
}

module.exports = { Relay };
