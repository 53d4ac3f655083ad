'use strict';
/*! What the sandbox refuses, for builtins that tell errors later than at once. */

const { refusal } = lode.native('internal/permission');

module.exports = {
  // The error, or undefined: `what` is what the program is about to do.
  refusalOfNet: (what) => refusal('net', what),
  refusalOfSocket: (what) => refusal('socket', what),
};
