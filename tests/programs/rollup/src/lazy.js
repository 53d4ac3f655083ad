import { shared } from './other.js';
export default `lazy ${shared}`;
