'use strict';

// Constructors that programs should not call: `createHash` and `createHmac` are the way.

const { deprecate } = require('internal/util/deprecate');
const { Hash, Hmac } = require('internal/crypto/hash');

module.exports = {
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
};
