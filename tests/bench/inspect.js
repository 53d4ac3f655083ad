const { inspect } = require('util');
const make = (depth) => (depth ? { text: `depth ${depth}`, list: [1, 2, 3, depth], map: new Map([[depth, { date: new Date(0) }]]), set: new Set(['a', depth]), fn() {}, [Symbol('s')]: null, left: make(depth - 1), right: make(depth - 1) } : undefined);
const big = make(10);
let length = 0;
for (let n = 0; n < 5; n++) length += inspect(big, { depth: Infinity, maxArrayLength: null }).length;
console.log(length);
