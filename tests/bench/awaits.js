async function add(n) { return n + 1; }
(async () => { let sum = 0; for (let n = 0; n < 1e6; n++) sum = await add(sum); console.log(sum); })();
