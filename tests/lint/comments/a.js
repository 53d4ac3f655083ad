/* global declared */ /* eslint no-with: off */
/* eslint-disable-next-line */
debugger;
foo = declared; // eslint-disable-line no-debugger
foo();
