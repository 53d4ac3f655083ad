foo(); bar = 1;
