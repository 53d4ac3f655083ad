if (a == b) debugger;
debugger;
