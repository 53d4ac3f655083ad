let fired = 0;
for (let n = 0; n < 1e6; n++) setTimeout(() => { if (++fired === 1e6) console.log(fired); }, n % 10);
