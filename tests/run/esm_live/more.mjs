export const { x, ...others } = { x: 1, a: 2 };
export const [first = 'd', , third] = [undefined, 2, 3];
export function* generator() {}
export async function asynchronous() {}
export class Named {}
export * from './star.mjs';
export * as ns from './star.mjs';
export { default as 'a string name' } from './star.mjs';
