export function circle() {}
