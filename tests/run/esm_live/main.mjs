import def, { count, increment, later, renamed as other, default as same } from './counter.mjs';
import * as space from './counter.mjs';
console.log(count, def, other, same === def);
increment();
console.log(count, space.count, space.default);
try { count = 5; } catch (error) { console.log(error.name); }
try { space.count = 5; } catch (error) { console.log(error.name); }
await later;
console.log(count, Object.keys(space), space[Symbol.toStringTag], Reflect.has(space, 'nope'), space.nope);
console.log((0, increment).call(null), JSON.stringify(space));
const { x, y: [z] = [3], ...rest } = await import('./more.mjs');
console.log(x, z, rest);
export { count as reexported };
export default class {}
import('./main.mjs').then((self) => console.log(self.reexported, self.default.name));
