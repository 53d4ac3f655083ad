export = { value: 'from cts' };
