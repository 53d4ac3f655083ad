// 😀 <&>
var 𝒳 = 1; debugger;
if (𝒳 === -0) debugger;
