export enum Color { Red, Green = 'green', Blue = 1 << 3 }
export const enum Flags { A = 1, B = 2, Both = A | B }
export namespace Geometry {
  const factor = 2;
  export const area = (side: number) => side * factor;
  export namespace Inner { export const name = 'inner'; }
}
