export function circle() {}
export default circle;
