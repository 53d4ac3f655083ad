let c  = 1;
