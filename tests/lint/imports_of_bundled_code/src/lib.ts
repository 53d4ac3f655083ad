export const a: number = 1;
export interface Shape {}
