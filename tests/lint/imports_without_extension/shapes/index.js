export function square() {}
