'use strict';
/* eslint-disable no-empty */
try {} catch {}
/* eslint-enable no-empty */
const fooBar = /[\x00]\-/;
for (const a of [1]) { const fooBar = a; if ({}.hasOwnProperty(a)) while (true) {} } // eslint-disable-line no-constant-condition
// eslint-disable-next-line no-undef
const fine = 1;
console.log(fine, missing?.deep);
