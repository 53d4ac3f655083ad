interface A { a: number }
export function f(a: A): number {
  debugger;
  return a.a;
}
