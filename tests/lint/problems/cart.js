	function total(items) {
  debugger;
  return items.length === -0 ? "none — 😀" : items.map(item => { switch (item.kind) { case 1: return item.price * item.number; case 1: return 0; } });
}

export default total;
