// Identifiers of each version: known answers, well-formed randomness, order, and what is refused.
import { v1, v3, v4, v5, v6, v7, v1ToV6, v6ToV1, NIL, MAX, validate, version, parse, stringify } from 'uuid';

console.log(v3('hello.example.com', v3.DNS), v5('hello.example.com', v5.DNS), v5('http://example.com/hello', v5.URL));
console.log(v5('ünïcode', '1b671a64-40d5-491e-99b0-da01ff1f3341'), v3(new Uint8Array([1, 2, 3]), parse(v3.URL)));
const random = Uint8Array.from({ length: 16 }, (_, at) => at * 17);
console.log(v4({ random }), v1({ msecs: 1700000000000, nsecs: 5, clockseq: 0x1234, node: [1, 2, 3, 4, 5, 6] }), v7({ msecs: 1700000000000, random, seq: 0x1020304 }), v6({ msecs: 1700000000000, nsecs: 5, clockseq: 0x1234, node: [1, 2, 3, 4, 5, 6] }));
const one = v1({ msecs: 1700000000000, nsecs: 0, clockseq: 1, node: [1, 2, 3, 4, 5, 6] });
console.log(v1ToV6(one), v6ToV1(v1ToV6(one)) === one);
const many = new Set(Array.from({ length: 10000 }, () => v4()));
console.log(many.size, [...many].every((id) => validate(id) && version(id) === 4));
const ordered = Array.from({ length: 1000 }, () => v7());
console.log(ordered.every((id, at) => at === 0 || ordered[at - 1] < id), new Set(Array.from({ length: 1000 }, () => v1())).size);
console.log(NIL, MAX, validate(NIL), validate('not'), version(MAX), parse(MAX), stringify(random));
console.log(v4({ random }, new Uint8Array(20), 2));
for (const bad of [() => parse('x'), () => version('x'), () => stringify([1]), () => v5('x', 'not a namespace'), () => v4({ random: [1] })]) {
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.message);
  }
}
