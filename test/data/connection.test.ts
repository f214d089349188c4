/** Losing the connection and getting it back: who hears of it, and what is read again. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import { fakeAdapter, snapshot } from '../support/fake-adapter.ts';
import { ids, openStore, pass, turn } from '../support/open-store.ts';

/** Stands in for the window. */
const listening: string[] = [];
let page = new EventTarget();
const HEARD = ['online', 'offline', 'focus', 'pageshow', 'visibilitychange'];

function go(type: 'online' | 'offline'): void {
  Object.defineProperty(navigator, 'onLine', { value: type === 'online', configurable: true });
  page.dispatchEvent(new Event(type));
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  page = new EventTarget();
  Object.assign(globalThis, {
    addEventListener(type: string, listener: () => void) {
      listening.push(type);
      page.addEventListener(type, listener);
    },
    removeEventListener(type: string, listener: () => void) {
      if (listening.includes(type)) listening.splice(listening.indexOf(type), 1);
      page.removeEventListener(type, listener);
    },
  });
});

afterEach(() => Reflect.deleteProperty(navigator, 'onLine'));

test('the connection is listened to once for the page, and no longer than a record is remembered', async () => {
  const first = await openStore();
  const second = await openStore(snapshot(1), fakeAdapter());
  assert.deepEqual(listening, HEARD);
  first.leave();
  await pass(5000);
  assert.deepEqual(listening, HEARD);
  second.leave();
  await pass(5000);
  assert.deepEqual(listening, []);
});

test('everybody looks again when the connection goes and when it comes back', async () => {
  const { adapter, store, leave } = await openStore();
  let looked = 0;
  const unsubscribe = store.subscribe(() => looked++);
  go('offline');
  assert.equal(looked, 1);
  go('online');
  assert.equal(looked, 2);
  assert.deepEqual(adapter.log, ['load']);
  unsubscribe();
  leave();
  await pass(5000);
});

test('what could not be read is read once when the connection is back, and only what is shown', async () => {
  const { adapter, source, store, leave } = await openStore();
  const other = source.store({ type: 'contact', id: 'unseen' });
  for (const each of [store, other]) {
    void each.load();
    (await adapter.next('load')).fail(new Problem('offline'));
  }
  await turn();
  go('offline');
  assert.equal(adapter.calls.length, 3);
  go('online');
  go('online');
  assert.equal(adapter.calls.length, 4);
  (await adapter.next('load')).answer(snapshot(18, 'a c'));
  await turn();
  assert.deepEqual([ids(store.shown), store.problem], ['a c', undefined]);
  leave();
  source.release(other);
  await pass(5000);
  assert.deepEqual(listening, []);
});

test('without a connection nothing can be changed, and nothing is sent', async () => {
  const { overlay, leave } = await openStore();
  const change = { op: 'add', user: { id: 'x', name: 'X', active: true } } as const;
  assert.equal(overlay.denial(change, overlay.shown!), undefined);
  go('offline');
  assert.deepEqual(overlay.denial(change, overlay.shown!), { reason: 'offline' });
  leave();
  await pass(5000);
});

test('what was asked for with a connection and waits until there is none stays as not added', async () => {
  const { adapter, overlay, make, leave } = await openStore();
  const made = [make('add', 'x'), make('add', 'y'), make('remove', 'b')];
  const sent = await adapter.next('add');
  go('offline');
  sent.fail();
  const results = await Promise.all(made);
  assert.deepEqual(
    results.map(({ outcome, problem, denial }) => [outcome, problem?.code ?? denial?.reason]),
    [
      ['refused', 'offline'],
      ['refused', 'offline'],
      ['refused', 'offline'],
    ],
  );
  assert.deepEqual(
    overlay.failed.map(({ user }) => user.id),
    ['x', 'y'],
  );
  assert.deepEqual(adapter.log, ['load', 'add x']);
  leave();
  await pass(5000);
});
