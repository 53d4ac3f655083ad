import { Color, Flags, Geometry } from './parts';
import { helper } from '@lib/helper';
import legacy = require('./legacy');
import view from './view.tsx';
function logged(target: any, context: ClassMethodDecoratorContext) {
  return function (this: any, ...list: any[]) { console.log('calling', String(context.name)); return target.apply(this, list); };
}
class Point {
  constructor(private readonly x: number, public y = 2) {}
  @logged sum() { return this.x + this.y; }
}
console.log(Color.Red, Color[0], Color.Green, Flags.Both, Geometry.area(2), Geometry.Inner.name, new Point(1).sum(), Object.keys(new Point(1)));
console.log(<number>(<unknown>'3'), helper(), legacy.value, JSON.stringify(view));
{
  using first = { [Symbol.dispose]() { console.log('disposed first'); } };
  await using second = { async [Symbol.asyncDispose]() { console.log('disposed second'); } };
  console.log('inside');
}
