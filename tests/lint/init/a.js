debugger; a == b;
