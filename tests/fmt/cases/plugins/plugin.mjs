export { default } from './inner.mjs';
