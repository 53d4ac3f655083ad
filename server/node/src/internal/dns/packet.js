'use strict';
// DNS messages (RFC 1035): a question to bytes, an answer's bytes to records in the forms that node:dns gives.

const TYPES = {
  __proto__: null,
  A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52, ANY: 255, CAA: 257,
};
const NAMES = { __proto__: null };
for (const name of Object.keys(TYPES)) NAMES[TYPES[name]] = name;

const CLASS_IN = 1;
const HEADER_SIZE = 12;

// The answer's response codes, as Node names them.
const RCODES = ['', 'EFORMERR', 'ESERVFAIL', 'ENOTFOUND', 'ENOTIMP', 'EREFUSED'];

class BadAnswer extends Error {}

// The bytes of a question, or null for a name that can't be asked for.
function encodeQuery(id, name, type) {
  const labels = name === '' || name === '.' ? [] : name.replace(/\.$/, '').split('.');
  const bytes = [id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
  let total = 1;
  for (const label of labels) {
    if (label.length === 0 || label.length > 63) return null;
    total += label.length + 1;
    bytes.push(label.length);
    for (let index = 0; index < label.length; index++) {
      const code = label.charCodeAt(index);
      if (code > 127) return null;
      bytes.push(code);
    }
  }
  if (total > 255) return null;
  bytes.push(0, type >> 8, type & 255, 0, CLASS_IN);
  return new Uint8Array(bytes);
}

// { code } of an error, or { records } with type, ttl and value of each.
function decodeAnswer(bytes) {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof BadAnswer) return { code: 'EBADRESP', records: [] };
    throw error;
  }
}

function decode(bytes) {
  if (bytes.length < HEADER_SIZE) return { code: 'EBADRESP', records: [] };
  const rcode = bytes[3] & 15;
  if (rcode !== 0) return { code: RCODES[rcode] ?? 'EBADRESP', records: [] };
  const reader = new Reader(bytes);
  reader.at = 4;
  const questions = reader.u16();
  const answers = reader.u16();
  reader.at = HEADER_SIZE;
  for (let index = 0; index < questions; index++) {
    reader.name();
    reader.at += 4;
  }
  const records = [];
  for (let index = 0; index < answers; index++) {
    const name = reader.name();
    const type = reader.u16();
    reader.u16();
    const ttl = reader.u32();
    const length = reader.u16();
    const end = reader.at + length;
    if (end > bytes.length) throw new BadAnswer();
    const read = readers[NAMES[type]];
    if (read !== undefined) records.push({ name, type: NAMES[type], ttl, value: read(reader, end) });
    reader.at = end;
  }
  return { code: records.length === 0 ? 'ENODATA' : '', records };
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  u8() {
    if (this.at >= this.bytes.length) throw new BadAnswer();
    return this.bytes[this.at++];
  }

  u16() {
    return (this.u8() << 8) | this.u8();
  }

  u32() {
    return this.u16() * 65536 + this.u16();
  }

  text(length) {
    let text = '';
    for (let index = 0; index < length; index++) text += String.fromCharCode(this.u8());
    return text;
  }

  // A length byte and that many characters.
  string() {
    return this.text(this.u8());
  }

  // A name, which may end in a pointer to one that came before.
  name() {
    const labels = [];
    let back = -1;
    let jumps = 0;
    for (;;) {
      const length = this.u8();
      if (length === 0) break;
      if ((length & 0xc0) === 0xc0) {
        const target = ((length & 0x3f) << 8) | this.u8();
        if (back === -1) back = this.at;
        if (++jumps > 127) throw new BadAnswer();
        this.at = target;
      } else if ((length & 0xc0) !== 0) {
        throw new BadAnswer();
      } else {
        labels.push(this.text(length));
      }
    }
    if (back !== -1) this.at = back;
    return labels.join('.');
  }
}

function address(length) {
  return (reader) => {
    const { formatIPv4, formatIPv6 } = require('internal/net');
    const bytes = new Uint8Array(16);
    for (let index = 16 - length; index < 16; index++) bytes[index] = reader.u8();
    return length === 4 ? formatIPv4(bytes) : formatIPv6(bytes);
  };
}

const readName = (reader) => reader.name();

// How the data of each type is read.
const readers = {
  __proto__: null,
  A: address(4),
  AAAA: address(16),
  NS: readName,
  CNAME: readName,
  PTR: readName,
  MX: (reader) => {
    const priority = reader.u16();
    return { exchange: reader.name(), priority };
  },
  TXT: (reader, end) => {
    const parts = [];
    while (reader.at < end) parts.push(reader.string());
    return parts;
  },
  SRV: (reader) => {
    const priority = reader.u16();
    const weight = reader.u16();
    const port = reader.u16();
    return { name: reader.name(), port, priority, weight };
  },
  SOA: (reader) => {
    const nsname = reader.name();
    const hostmaster = reader.name();
    return {
      nsname,
      hostmaster,
      serial: reader.u32(),
      refresh: reader.u32(),
      retry: reader.u32(),
      expire: reader.u32(),
      minttl: reader.u32(),
    };
  },
  NAPTR: (reader) => {
    const order = reader.u16();
    const preference = reader.u16();
    return {
      flags: reader.string(),
      service: reader.string(),
      regexp: reader.string(),
      replacement: reader.name(),
      order,
      preference,
    };
  },
  CAA: (reader, end) => {
    const critical = reader.u8();
    const tag = reader.string();
    return { critical, [tag]: reader.text(end - reader.at) };
  },
  TLSA: (reader, end) => {
    const certUsage = reader.u8();
    const selector = reader.u8();
    const match = reader.u8();
    const data = reader.bytes.slice(reader.at, end).buffer;
    return { certUsage, selector, match, data };
  },
};

module.exports = { decodeAnswer, encodeQuery, TYPES };
