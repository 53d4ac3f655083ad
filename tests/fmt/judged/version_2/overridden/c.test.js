let  a="1"
let o = {a,b}
