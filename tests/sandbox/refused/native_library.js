// A library in place of a module.
// refused: always
attempt(() => process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6'));
