namespace Outer { export namespace Inner { export const value = 'by an alias of a namespace'; } }
import Alias = Outer.Inner;
function labelled(value: any, { name }: ClassDecoratorContext) { value.label = `decorated ${name}`; }
@labelled class Plain { own = Plain.name; }
function local() {
  @labelled class Nested { #secret = 1; ['read' + 'Secret']() { return this.#secret; } }
  return Nested as any;
}
console.log(Alias.value);
console.log(Plain.name, (Plain as any).label, new Plain().own);
console.log(local().name, local().label, new (local())().readSecret());
