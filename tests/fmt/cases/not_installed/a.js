x  y
