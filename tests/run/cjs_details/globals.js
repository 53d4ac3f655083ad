leaked = 1;
var notLeaked = 2;
