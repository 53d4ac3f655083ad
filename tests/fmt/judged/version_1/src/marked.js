let marked  = 1
