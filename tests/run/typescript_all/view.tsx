const h = (type: unknown, props: object | null, ...children: unknown[]) => ({ type, props, children });
const Fragment = 'fragment';
export default <div a="1" {...{ b: 2 }}>text {1 + 1}<><span /></></div>;
