// @flow strict
import   {a,b} from './b.js'
export default class   Thing extends Base { static x=1; #y; get z(){return this.#y} async *gen(a=1,{b,c}={},...rest){ for await(const x of y) yield* x } }
const long = veryLongFunctionName(argumentNumberOne, argumentNumberTwo, (error, result) => { if (error) throw error; else console.log(`${result.a} and ${ result.b }`) })
let o = {'a':1, b: 2,
c(){}, [d]: e => f => ({...g})}
switch(x){case 1: case 2: foo(); break
default: bar()}
if (a) b; else if (c) d
else { e }
promise.then(result => result.data).catch(error => { handle(error) }).finally(() => done()).then(() => again())
const s = 'it\'s' + "a \"quote\"" + `t`;
label: for (;;) { continue label }
/** doc */ function* f() {} // trailing
