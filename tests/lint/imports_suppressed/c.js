/* lode-disable no-unresolved */
import './made.js';
