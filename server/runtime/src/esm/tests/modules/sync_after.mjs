import './tla_slow.mjs';
import { log } from './log.mjs';
log.push('after slow');
