const a = {
