import { Circle, Missing } from './shapes';
import { nothing } from './nowhere';

const unused = 1;
const circle: Circle = { kind: 'circle', radius: '1' };
function sign(value: number): string {
  if (value > 0) return 'positive';
}
circle.diameter;
sign('one', 2);
let maybe: { name?: { first: string } } | undefined;
maybe.name.first;
class Triangle implements Missing {}
for (const n of 5) n;
type Deep<T> = T extends [infer Head, ...infer Rest] ? [Head, ...Deep<Rest>] : [];
const tuple: Deep<[1, 'a', true]> = [1, 'a', false];
