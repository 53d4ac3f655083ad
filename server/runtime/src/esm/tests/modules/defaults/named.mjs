export default function named() { return named; }
named = 5;
