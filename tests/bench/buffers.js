let sum = 0;
for (let n = 0; n < 20000; n++) {
  const buffer = Buffer.alloc(256, n & 255);
  buffer.writeUInt32BE(n, 8);
  sum += buffer.readUInt32BE(8) + buffer.toString('hex').length + buffer.toString('base64').length;
  sum += Buffer.from(buffer.toString('base64'), 'base64').indexOf(n & 255) + Buffer.concat([buffer, buffer]).subarray(10, 300).length + buffer.compare(buffer.slice(1));
}
const text = 'text with é and 🎉 '.repeat(1000);
for (let n = 0; n < 500; n++) sum += Buffer.from(text).toString('utf8').length + Buffer.byteLength(text);
console.log(sum);
