if (process.argv[2] === 'ipc') process.once('message', ({ n }) => process.send({ doubled: n * 2 }, () => process.disconnect()));
else console.log('child', process.argv.slice(2), process.env.PATH !== undefined);
