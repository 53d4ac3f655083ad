console.log(process.argv.slice(2), process.execArgv, process.argv[1] === __filename, process.argv0.length > 0, require('path').isAbsolute(process.execPath));
