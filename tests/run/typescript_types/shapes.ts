export type Shape = { kind: 'square'; side: number } | { kind: 'circle'; r: number };
export interface Unused {}
export function area(shape: Shape): number {
  return shape.kind === 'square' ? shape.side ** 2 : Math.PI * shape.r ** 2;
}
