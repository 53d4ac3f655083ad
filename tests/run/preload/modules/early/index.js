console.log('early', module.id.endsWith('early/index.js'));
