const fs = require('fs');
const path = require('path');
const folder = path.join(__dirname, 'data');
let length = 0;
for (const name of fs.readdirSync(folder)) length += fs.readFileSync(path.join(folder, name), 'utf8').length;
console.log(length);
