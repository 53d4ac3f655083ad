debugger;
debugger;
