// 😀 <&> "quotes" 100%
var 𝒳 = 1; debugger;
if (𝒳 === -0) {
    debugger;
}
switch (𝒳) { case 1: break; case 1: break; }
if (!!!𝒳) {}
while (𝒳) {
}
