let b  = 1;
