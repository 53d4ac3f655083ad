export interface Shape<Kind extends string = string> {
  readonly kind: Kind;
  area(): number;
}

export class Circle implements Shape<'circle'> {
  readonly kind = 'circle';
  constructor(public radius: number) {}
  area = () => Math.PI * this.radius ** 2;
}

export class Square implements Shape<'square'> {
  readonly kind = 'square';
  #side: number;
  constructor(side: number) {
    this.#side = side;
  }
  area(): number {
    return this.#side * this.#side;
  }
}

export enum Unit {
  Metre = 'm',
  Foot = 'ft',
}

export type AnyShape = Circle | Square;
export function describe(shape: AnyShape): string {
  switch (shape.kind) {
    case 'circle':
      return `circle of ${shape.radius}`;
    case 'square':
      return `square of ${shape.area()}`;
  }
}
