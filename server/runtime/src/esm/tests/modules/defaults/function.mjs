export const early = typeof self.default;
import * as self from './function.mjs';
export default function() {}
(1, 2);
