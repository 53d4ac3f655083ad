const { StringDecoder } = require('string_decoder');
const { parse, stringify } = require('querystring');
let length = 0;
for (let n = 0; n < 30000; n++) {
  const url = new URL(`https://example.org:8080/path/${n}?a=${n}&b=text#hash`);
  length += url.href.length + url.searchParams.get('a').length + stringify(parse(url.search.slice(1))).length;
}
const decoder = new StringDecoder('utf8');
const bytes = Buffer.from('é🎉text'.repeat(100));
for (let n = 0; n < 3000; n++) for (let at = 0; at < bytes.length; at += 97) length += decoder.write(bytes.subarray(at, at + 97)).length;
const encoder = new TextEncoder();
const reader = new TextDecoder();
for (let n = 0; n < 20000; n++) length += reader.decode(encoder.encode(`line ${n} é`)).length;
console.log(length);
