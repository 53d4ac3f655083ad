import { parse } from 'node:url';
import { openAsBlob } from 'node:fs';
import { circle } from 'shapes';
import hoisted from 'hoisted';
import { old, young } from 'typed';

circle(hoisted, old, young, parse, openAsBlob);
