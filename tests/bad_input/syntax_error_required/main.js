console.log('before');
require('./broken');
