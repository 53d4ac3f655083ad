import { own as imported, later as hoisted } from './itself.mjs';
export const early = [(() => { try { return imported; } catch (error) { return error.name; } })(), typeof hoisted];
export let own = 1;
own = imported + 1;
export function later() {}
