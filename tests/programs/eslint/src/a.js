'use strict';
var unused = 1;
let never = 2;
function tangled(a, b, _c) {
  if (a == b) return 1;
  else if (a === null && b || never) { foo(a); }
  switch (a) {
    case 1: never;
    case 2: return;
    default:
  }
  return 5;
  console.log('gone');
}
module.exports = { tangled: tangled, snake_case: 1, big: 9007199254740993 };
