export default class Thing {}
export const value = 1;
