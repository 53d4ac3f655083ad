import { Circle, Square, Unit, describe, type AnyShape } from './shapes';

export async function* measure(shapes: AnyShape[], unit: Unit = Unit.Metre) {
  for (const shape of shapes) {
    await null;
    yield `${describe(shape)}: ${shape.area().toFixed(2)}${unit}²`;
  }
}

export default [new Circle(1), new Square(2)] satisfies AnyShape[];
