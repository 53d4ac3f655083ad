export function used() {
  return name + Math.max(1, 2);
}
export function neverUsed() {
  console.log('never');
}
export const name = __NAME__;
export class Unused {}
/*#__PURE__*/ neverUsed.call(null);
