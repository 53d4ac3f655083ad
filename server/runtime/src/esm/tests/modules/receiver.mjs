export function receiver() {
  return this;
}
