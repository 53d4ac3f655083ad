export const helper = (): string => 'by paths';
