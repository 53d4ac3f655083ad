const { setTimeout: sleep, setInterval: every, setImmediate: soon, scheduler } = require('timers/promises');
(async () => {
  const timer = setTimeout(() => {}, 1000);
  console.log(timer.hasRef(), timer.unref().hasRef(), timer.ref() === timer, typeof timer[Symbol.toPrimitive](), typeof timer.refresh);
  clearTimeout(+timer);
  console.log(await sleep(1, 'value'), await soon('soon'), await scheduler.wait(1));
  let count = 0;
  for await (const value of every(1, 'tick')) if (++count === 3) { console.log(value, count); break; }
  await sleep(1000, null, { signal: AbortSignal.timeout(5) }).catch((error) => console.log(error.name, error.code, error.cause?.name));
  const order = [];
  await new Promise((resolve) => {
    setTimeout((...list) => order.push(list), 60, 'three', 3);
    setTimeout(() => order.push('one'), 1);
    const interval = setInterval(() => { order.push('interval'); clearInterval(interval); }, 30);
    setTimeout(resolve, 120);
    clearTimeout(setTimeout(() => order.push('never'), 1));
    clearImmediate(setImmediate(() => order.push('never')));
    clearTimeout(undefined); clearTimeout({}); clearTimeout('nonsense');
  });
  console.log(order);
  for (const bad of [() => setTimeout('text'), () => setInterval(), () => setImmediate(5)]) try { bad(); } catch (error) { console.log(error.code); }
  const started = performance.now();
  await Promise.all(Array.from({ length: 100000 }, (_, at) => sleep(at % 5)));
  console.log(performance.now() - started < 20000);
})();
