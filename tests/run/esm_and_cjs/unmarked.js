import { sep } from 'node:path';
export default `detected ${sep}`;
