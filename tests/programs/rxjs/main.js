'use strict';
// Streams combined, cancelled, retried, shared and timed; errors on their way; a virtual clock.
const rx = require('rxjs');
const { TestScheduler } = require('rxjs/testing');
const { webSocket } = require('rxjs/webSocket');

const log = (name) => ({ next: (value) => console.log(name, value), error: (error) => console.log(name, 'error', error.message), complete: () => console.log(name, 'done') });
let tries = 0;
/** Each runs to its end before the next begins, so that no clock decides their order. */
const streams = {
  'odd squares': () => rx.range(1, 5).pipe(rx.filter((n) => n % 2), rx.map((n) => n * n), rx.scan((sum, n) => sum + n, 0)),
  latest: () => rx.from(new Set(['a', 'b'])).pipe(rx.withLatestFrom(rx.of(1, 2)), rx.toArray()),
  zip: () => rx.zip(rx.of(1, 2, 3), rx.from('abc')).pipe(rx.pairwise()),
  concat: () => rx.of(3, 1, 2).pipe(rx.concatMap((n) => rx.of(n).pipe(rx.delay(n * 3))), rx.reduce((list, n) => [...list, n], [])),
  merge: () => rx.of(3, 1, 2).pipe(rx.mergeMap((n) => rx.timer(n * 40).pipe(rx.map(() => n))), rx.toArray()),
  switch: () => rx.of(1, 2, 3).pipe(rx.switchMap((n) => rx.timer(5).pipe(rx.map(() => n)))),
  retry: () => rx.defer(() => (++tries < 3 ? rx.throwError(() => new Error(`try ${tries}`)) : rx.of(`after ${tries}`))).pipe(rx.retry({ count: 5, delay: 1 })),
  caught: () => rx.throwError(() => new TypeError('broken')).pipe(rx.catchError((error) => rx.of(error.name)), rx.finalize(() => console.log('finalized'))),
  combine: () => rx.combineLatest({ a: rx.of(1), b: rx.timer(10).pipe(rx.map(() => 2)) }),
  fork: () => rx.forkJoin([rx.of(1, 2), Promise.resolve(3)]),
  race: () => rx.race(rx.timer(500), rx.timer(5).pipe(rx.map(() => 'fast'))),
  timeout: () => rx.NEVER.pipe(rx.timeout(10)),
  buffer: () => rx.interval(4).pipe(rx.bufferCount(2), rx.take(2)),
  group: () => rx.generate({ initialState: 1, condition: (n) => n < 100, iterate: (n) => n * 3 }).pipe(rx.groupBy((n) => n % 2), rx.mergeMap((group) => group.pipe(rx.count()))),
  scheduled: () => rx.scheduled([1, 2], rx.asapScheduler).pipe(rx.observeOn(rx.queueScheduler), rx.materialize(), rx.map(({ kind }) => kind)),
  expand: () => rx.of(1).pipe(rx.expand((n) => (n < 20 ? rx.of(n * 2) : rx.EMPTY)), rx.takeWhile((n) => n < 10, true), rx.startWith(0)),
};
const subject = new rx.BehaviorSubject('first');
const shared = subject.pipe(rx.tap((value) => console.log('side', value)), rx.shareReplay(1));
shared.subscribe(log('one'));
subject.next('second');
shared.pipe(rx.take(1)).subscribe(log('two'));
subject.complete();
const replay = new rx.ReplaySubject(2);
[1, 2, 3].forEach((n) => replay.next(n));
replay.subscribe(log('replay'));
const { EventEmitter } = require('events');
const emitter = new EventEmitter();
const listening = rx.fromEvent(emitter, 'data').pipe(rx.distinctUntilChanged()).subscribe(log('event'));
[1, 1, 2].forEach((n) => emitter.emit('data', n));
listening.unsubscribe();
console.log(emitter.listenerCount('data'), listening.closed, typeof webSocket);
new TestScheduler((actual, expected) => console.log('marbles', JSON.stringify(actual) === JSON.stringify(expected))).run(({ cold, expectObservable }) => {
  expectObservable(cold('-a-b-c|').pipe(rx.debounceTime(2), rx.map((value) => value.toUpperCase()))).toBe('------(C|)');
});
(async () => {
  for (const [name, stream] of Object.entries(streams)) {
    const end = log(name);
    await new Promise((resolve) => stream().subscribe({ next: end.next, error: (error) => resolve(end.error(error)), complete: () => resolve(end.complete()) }));
  }
  await rx.lastValueFrom(rx.EMPTY).catch((error) => console.log(error.name, error instanceof rx.EmptyError));
  console.log(await rx.firstValueFrom(rx.concat(rx.of('x'), rx.timer(5)).pipe(rx.endWith('end'), rx.toArray())));
})();
