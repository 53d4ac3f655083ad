debugger;
if (a === -0) {}
