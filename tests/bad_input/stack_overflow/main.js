let depth = 0;
try {
  (function deeper() { depth++; deeper(); })();
} catch (error) {
  console.log(error.name, error.message, depth > 1000);
}
(function again() { return again() + 1; })();
