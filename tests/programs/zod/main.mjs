// Schemas of every kind, what they accept, turn into and refuse, and the messages; types described as JSON Schema.
import * as z from 'zod';

const Address = z.object({ city: z.string().min(1), zip: z.string().regex(/^\d{5}$/, 'five digits') });
const User = z
  .object({
    id: z.uuid(),
    email: z.email(),
    age: z.coerce.number().int().positive().max(150),
    role: z.enum(['admin', 'user']).default('user'),
    tags: z.array(z.string().trim().toLowerCase()).nonempty().max(3),
    address: Address.optional(),
    meta: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    born: z.iso.date().transform((text) => new Date(text)),
    password: z.string().min(8),
    confirm: z.string(),
  })
  .strict()
  .refine((user) => user.password === user.confirm, { message: 'passwords differ', path: ['confirm'] });
const good = { id: '1b671a64-40d5-491e-99b0-da01ff1f3341', email: 'a@b.example', age: '36', tags: [' One ', 'TWO'], meta: { a: 1, b: null }, born: '1990-02-28', password: 'longenough', confirm: 'longenough' };
console.log(User.parse(good));
const bad = User.safeParse({ ...good, id: 'x', email: 'nope', age: 200.5, role: 'root', tags: [], address: { city: '', zip: '1' }, meta: { a: true }, born: '1990-02-31', extra: 1 });
console.log(bad.success, bad.error.issues);
console.log(z.prettifyError(bad.error));
console.log(z.flattenError(User.safeParse({ ...good, confirm: 'other' }).error), z.treeifyError(User.safeParse(5).error));
const Shape = z.discriminatedUnion('kind', [z.object({ kind: z.literal('circle'), r: z.number() }), z.object({ kind: z.literal('square'), side: z.number() })]);
console.log(Shape.parse({ kind: 'circle', r: 1 }), Shape.safeParse({ kind: 'triangle' }).error.issues);
const Tree = z.object({ value: z.number(), get children() { return z.array(Tree); } });
console.log(JSON.stringify(Tree.parse({ value: 1, children: [{ value: 2, children: [] }] })));
console.log(z.tuple([z.string(), z.number()]).rest(z.boolean()).parse(['a', 1, true, false]), z.map(z.string(), z.date()).safeParse(new Map([['a', 1]])).error.issues.length);
console.log(z.string().nullish().catch('fallback').parse(5), z.preprocess((value) => Number(value), z.number()).parse('7'), z.string().pipe(z.transform((text) => text.length)).parse('four'));
console.log(await z.string().refine(async (text) => text.length > 3, 'too short').safeParseAsync('abc'));
console.log(User.shape.role.unwrap().options, Address.partial().parse({}), Address.pick({ city: true }).keyof().options, Address.extend({ country: z.literal(['de', 'fr']) }).safeParse({ city: 'x', zip: '12345', country: 'it' }).error.issues[0].message);
const Branded = z.string().brand('Id');
console.log(Branded.parse('x'), z.templateLiteral(['v', z.number(), '.', z.enum(['a', 'b'])]).safeParse('v1.c').success, z.file().safeParse(new File(['x'], 'a.txt')).success, z.bigint().parse(10n), z.stringbool().parse('yes'));
console.log(JSON.stringify(z.toJSONSchema(z.object({ a: z.string().describe('an a'), b: z.number().min(1).optional(), c: Address }), { target: 'draft-7' }), null, 1));
const add = z.function({ input: [z.number(), z.number()], output: z.string() }).implement((a, b) => String(a + b));
console.log(add(1, 2));
try {
  add('1', 2);
} catch (error) {
  console.log(error.name, error instanceof z.ZodError, error.message);
}
