let a  = 1;
