let windows = 1
let lines = 2
