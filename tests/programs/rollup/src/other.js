const name = 'shadow';
export let shared = name;
export function change(value) {
  shared = value;
}
export default class {}
