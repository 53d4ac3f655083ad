let a  = "ÿ";
