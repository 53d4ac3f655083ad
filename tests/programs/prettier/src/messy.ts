import {b,a} from "x"
type   A<T>= {[K in keyof T]?:T[K]extends Function?never:T[K]}|undefined
@decorate( { a:1 } )
export class  Thing extends Base<string>{ private x:number=1;static readonly   y = `a${ x+1 }b`
  constructor(readonly a:string,b?:number){super();if(a){return}else if(b)for(;;){break}
  do{x++}while(x<10)}
  async*gen<T extends object=any>(...args:T[]):AsyncGenerator<T>{yield*args.map(x=>({...x})).filter(Boolean).sort((left,right)=>left.aLongPropertyName-right.aLongPropertyName)}
}
const long = await someFunction(argumentNumberOne, argumentNumberTwo, { key: value, another: 'va"lue', 'quoted-key': 3 }, [1,2,3])
  , jsx = cond ? veryLongConditionNumberOne && veryLongConditionNumberTwo || veryLongConditionNumberThree : undefined!
enum E{A="a",B=1<<2}
declare module "m"{export function f(this:Window,x:unique symbol):asserts x is string}
label: for(const x of y){ // trailing
/* block */ continue label}
export default abstract class{}
