export const triangle = 3;
