console.log(require('both'), require('both/sub'), require('#own'), require('self/feature'));
import('both').then(async (both) => {
  console.log(both.default, (await import('#own')).default, (await import('self/feature')).default);
  for (const id of ['both/none', 'both/internal/x', '#none', 'none']) {
    try { require(id); } catch (error) { console.log(error.code, error.message.split('\n')[0].replaceAll(__dirname, '.')); }
    await import(id).catch((error) => console.log(error.code, error.message.replaceAll(__dirname, '.')));
  }
});
