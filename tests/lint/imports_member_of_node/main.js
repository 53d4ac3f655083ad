import fs from 'node:fs';

if (fs.existSyncc('main.js')) console.log('here');
