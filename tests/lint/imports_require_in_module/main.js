import { join } from 'node:path';

const fs = require('node:fs');

fs.readFileSync(join('.', 'main.js'));
