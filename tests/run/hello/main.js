console.log('hello', process.argv.length, __filename.endsWith('main.js'), require.main === module);
