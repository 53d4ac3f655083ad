var a = !!!b; // eslint-disable-line no-with
if (c) { debugger; }
