debugger; with (a) {}
