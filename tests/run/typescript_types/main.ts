import { type Shape, area } from './shapes.ts';
import type { Unused } from './shapes.ts';
interface Named<T extends string = string> { readonly name: T; other?: number }
type Mapped = { [K in keyof Named]?: Named[K] };
abstract class Base { protected abstract x: number; declare y: string; static z: number = 1; method?(): void; private _hidden = 1; get hidden(): number { return this._hidden; } }
class Derived<T> extends Base implements Named { x = 2; name: string; constructor(name: string, public_?: T) { super(); this.name = name; } over(a: string): void; over(a: number): void; over(a: unknown): void { console.log(typeof a); } }
function identity<T>(this: void, value: T): T { return value as T; }
const shape = { kind: 'square', side: 2 } satisfies Shape;
const asserted = '3' as unknown as number;
const definite: number = identity<number>(4)!;
let optional: Mapped | undefined;
declare const nothing: string;
export type { Named };
console.log(area(shape), asserted, definite, optional?.name, new Derived<number>('n').hidden, Base.z);
new Derived('x').over(5);
const generic = async <T,>(list: readonly T[]): Promise<T | undefined> => list.at(-1);
console.log(await generic([1, 2]), ((a: number, b?: string): a is 5 => a === 5)(5));
try { (null as any).x; } catch (error: unknown) { console.log((error as Error).name, /main\.ts:(\d+)/.exec((error as Error).stack!)![1]); }
