export const circle = 1;
export const square = 2;
