export const width = 60;
