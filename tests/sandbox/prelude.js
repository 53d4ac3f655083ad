const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');
const [, , port, socket] = process.argv;
// Where it may write.
const own = fs.mkdtempSync(path.join(os.tmpdir(), 'attack-'));
const attempt = async (attack) => {
  try {
    await attack();
    console.log('through');
  } catch (error) {
    console.log(`refused: ${error.code}`);
  }
  fs.rmSync(own, { recursive: true });
  process.exit(0);
};
