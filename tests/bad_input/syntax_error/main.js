const fine = 1;
function broken() {
  return [1, 2;
}
