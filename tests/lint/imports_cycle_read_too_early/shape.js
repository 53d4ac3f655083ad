import { kinds } from './kinds.js';

export class Shape {
  kinds() {
    return kinds;
  }
}
