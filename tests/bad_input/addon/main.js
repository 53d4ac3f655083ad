try { require('quick'); } catch (error) { console.log(error.code, error.message.replace(__dirname, '.')); }
require('quick');
