import { circle } from './shapes.js';

export default circle;
