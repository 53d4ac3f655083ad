import type {A} from "./a"
export type   U<T extends object={}> = T extends {a: infer R} ? R : never | "a"|'b'
interface I extends J,K { (a:number):string; readonly [key:string]:any; m?():void }
enum E {A=1,B,C="x"}
abstract class C<T> implements I { constructor(private readonly a:number, public b?: string){super()} @dec() prop!:string; declare x: number }
declare module "m" { export const x:number }
function over(a:string):void; function over(a:number):void; function over(a:any){ return <any>a as unknown as string }
let t:[a:string,b?:number,...rest:boolean[]] = ["x"]; let n = a!.b!.c satisfies D
