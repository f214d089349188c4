/** Changes on their way: their order, what is sent of them, and what is shown meanwhile. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import { person, snapshot } from '../support/fake-adapter.ts';
import { ids, openStore, pass, show, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

afterEach(() => {
  Reflect.deleteProperty(navigator, 'onLine');
  Reflect.deleteProperty(globalThis, 'addEventListener');
  Reflect.deleteProperty(globalThis, 'removeEventListener');
});

const full = (...others: string[]) => ['1 2 3 4 5 6 7 8 9', ...others].join(' ');

test('changes go out one after another, in the order they were asked for', async () => {
  const { adapter, store, make } = await openStore();
  const made = [make('add', 'x'), make('remove', 'a'), make('add', 'y')];
  assert.equal(ids(store.shown), 'b x? y?');
  (await adapter.next('add')).answer(snapshot(18, 'a b x'));
  await turn();
  assert.deepEqual(adapter.log, ['load', 'add x', 'remove a']);
  assert.deepEqual(
    store.queue.map(({ state }) => state),
    ['sent', 'unsent'],
  );
  (await adapter.next('remove')).answer(snapshot(19, 'b x'));
  (await adapter.next('add')).answer(snapshot(20, 'b x y'));
  const outcomes = (await Promise.all(made)).map(({ outcome }) => outcome);
  assert.deepEqual(outcomes, ['added', 'removed', 'added']);
  assert.deepEqual([ids(store.shown), store.queue], ['b x y', []]);
});

test('a sent addition stays shown as pending when others take the last place, until it is answered', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, full()));
  const x = make('add', 'x');
  const sent = await adapter.next('add');
  store.adopt(snapshot(18, full('s')));
  assert.equal(ids(store.shown), full('s', 'x?'));
  assert.deepEqual(news, ['remote +s']);
  sent.fail(new Problem('follower-limit', { status: 409 }));
  assert.equal((await x).problem?.code, 'follower-limit');
  assert.equal(ids(store.shown), full('s'));
});

test('the limit is tested once more when a change is sent: others may have taken the place while it waited', async () => {
  const { adapter, store, make } = await openStore(snapshot(17, full('a')));
  const removed = make('remove', 'a');
  const added = make('add', 'x');
  const sent = await adapter.next('remove');
  sent.answer(snapshot(19, full('s')));
  await removed;
  const { outcome, denial, joint } = await added;
  assert.deepEqual([outcome, denial?.reason, joint], ['refused', 'follower-limit', false]);
  assert.deepEqual([adapter.log, ids(store.shown)], [['load', 'remove a'], full('s')]);
});

test('what was waiting behind a refused change is tested again, and goes with it in one sentence', async () => {
  const { adapter, store, make } = await openStore(snapshot(17, full('a')));
  const removed = make('remove', 'a');
  const added = make('add', 'b');
  assert.equal(ids(store.shown), full('b?'));
  (await adapter.next('remove')).fail(new Problem('action-forbidden', { status: 403 }));
  const [first, second] = [await removed, await added];
  assert.deepEqual([first.outcome, first.problem?.code, first.joint], ['refused', 'action-forbidden', false]);
  assert.deepEqual(
    [second.outcome, second.denial?.reason, second.joint],
    ['refused', 'follower-limit', true],
  );
  assert.equal(ids(store.shown), full('a'));
  assert.ok(!adapter.log.includes('add b'));
});

test('what can go out after a refusal does, and its own refusal is its own', async () => {
  const { adapter, make } = await openStore();
  const made = [make('remove', 'a'), make('add', 'x'), make('add', 'y')];
  (await adapter.next('remove')).fail(new Problem('user-not-assignable'));
  (await adapter.next('add')).answer(snapshot(18, 'a b x'));
  (await adapter.next('add')).fail(new Problem('invalid-request'));
  const results = await Promise.all(made);
  assert.deepEqual(
    results.map(({ outcome, joint }) => [outcome, joint]),
    [
      ['refused', false],
      ['added', false],
      ['refused', false],
    ],
  );
});

test('changes refused for the same cause, one after another, are one sentence; a later change is not part of it', async () => {
  const { adapter, make } = await openStore();
  const made = [make('add', 'x'), make('add', 'y')];
  (await adapter.next('add')).fail(new Problem('invalid-request'));
  const second = await adapter.next('add');
  made.push(make('add', 'z'));
  second.fail(new Problem('invalid-request'));
  (await adapter.next('add')).fail(new Problem('invalid-request'));
  const results = await Promise.all(made);
  assert.deepEqual(
    results.map(({ joint }) => joint),
    [false, true, false],
  );
});

test('a change and its opposite that were not sent yet cancel each other', async () => {
  const { adapter, store, make } = await openStore();
  const first = make('add', 'x');
  const pair = [make('add', 'y'), make('remove', 'y'), make('remove', 'a'), make('add', 'a')];
  assert.equal(ids(store.shown), 'a b x?');
  assert.deepEqual(
    (await Promise.all(pair)).map(({ outcome }) => outcome),
    ['absent', 'absent', 'already', 'already'],
  );
  (await adapter.next('add')).answer(snapshot(18, 'a b x'));
  await first;
  assert.deepEqual(adapter.log, ['load', 'add x']);
});

test('the opposite of a change that was sent already waits behind it', async () => {
  const { adapter, store, make, news } = await openStore();
  const added = make('add', 'x');
  const sent = await adapter.next('add');
  const undone = make('remove', 'x');
  assert.equal(ids(store.shown), 'a b');
  sent.answer(snapshot(18, 'a b x'));
  assert.equal((await added).outcome, 'added');
  assert.equal(ids(store.shown), 'a b');
  (await adapter.next('remove')).answer(snapshot(19, 'a b'));
  assert.equal((await undone).outcome, 'removed');
  assert.deepEqual(news, []);
});

for (const [op, who, opposite, outcome] of [
  ['add', 'x', 'remove', 'absent'],
  ['remove', 'a', 'add', 'already'],
] as const) {
  test(`when a change fails that was taken back already, neither is told: ${op}`, async () => {
    const { adapter, store, make, news, overlay } = await openStore();
    const first = make(op, who);
    const sent = await adapter.next(op);
    const back = make(opposite, who);
    sent.fail(new Problem('invalid-request'));
    assert.deepEqual([(await first).outcome, (await back).outcome], [outcome, outcome]);
    assert.deepEqual([adapter.log.length, ids(store.shown), news, overlay.failed], [2, 'a b', [], []]);
  });
}

test('somebody whom others added or removed meanwhile is neither added nor removed again', async () => {
  const { adapter, store, make } = await openStore();
  const first = make('add', 'x');
  const made = [make('add', 'y'), make('remove', 'b')];
  (await adapter.next('add')).answer(snapshot(20, 'a x y'));
  await first;
  assert.deepEqual(
    (await Promise.all(made)).map(({ outcome }) => outcome),
    ['already', 'absent'],
  );
  assert.deepEqual([adapter.log, ids(store.shown)], [['load', 'add x'], 'a x y']);
});

test('a server that refuses what the policy allowed is asked for the record again', async () => {
  for (const code of [
    'action-forbidden',
    'owner-change-forbidden',
    'follower-limit',
    'user-is-owner',
  ] as const) {
    const { adapter, store, make } = await openStore();
    const made = make('add', 'x');
    (await adapter.next('add')).fail(new Problem(code));
    assert.equal((await made).problem?.code, code);
    (await adapter.next('load')).answer(snapshot(18, 'a', { can: { addFollower: { reason: 'read-only' } } }));
    await turn();
    assert.deepEqual(store.confirmed?.can?.addFollower, { reason: 'read-only', detail: undefined });
  }
});

test('a busy server is tried again; the pause is known while it lasts', async () => {
  const { adapter, store, make } = await openStore();
  const made = make('add', 'x');
  (await adapter.next('add')).fail(new Problem('unavailable'));
  await turn();
  assert.equal(store.wait?.problem.code, 'unavailable');
  await pass(1000);
  const second = await adapter.next('add');
  assert.equal(store.wait, undefined);
  second.answer(snapshot(18, 'a b x'));
  assert.equal((await made).outcome, 'added');
});

test('a server that wants to be left alone for a minute has failed at once', async () => {
  const { adapter, store, make } = await openStore();
  const made = make('add', 'x');
  (await adapter.next('add')).fail(new Problem('rate-limited', { retryAfter: 60 }));
  assert.equal((await made).problem?.code, 'unavailable');
  assert.deepEqual([store.wait, adapter.log], [undefined, ['load', 'add x']]);
});

test('a write that is not answered in time is looked up before anything is said: it was saved', async () => {
  const { adapter, store, make, news } = await openStore();
  const made = make('add', 'x');
  await adapter.next('add');
  await pass(20_000);
  assert.deepEqual([news, ids(store.shown)], [['checking'], 'a b x?']);
  (await adapter.next('load')).answer(snapshot(18, 'a b x'));
  const { outcome, late } = await made;
  assert.deepEqual([outcome, late, ids(store.shown), news], ['added', true, 'a b x', ['checking']]);
});

for (const [what, settle] of [
  ['it was not saved', (call: { answer(value: unknown): void }) => call.answer(snapshot(18, 'a b'))],
  ['nobody can tell', (call: { fail(error: unknown): void }) => call.fail(new Problem('offline'))],
] as const) {
  test(`a write that is not answered in time is looked up before anything is said: ${what}`, async () => {
    const { adapter, make } = await openStore();
    const made = make('add', 'x');
    (await adapter.next('add')).fail(new Problem('timeout'));
    settle(await adapter.next('load'));
    const { outcome, problem } = await made;
    assert.deepEqual([outcome, problem?.code], ['refused', 'timeout']);
  });
}

test('an answer to a write that nobody can read is looked up as well', async () => {
  const { adapter, make, news } = await openStore();
  const made = make('add', 'x');
  (await adapter.next('add')).answer({ ok: true });
  (await adapter.next('load')).answer(snapshot(18, 'a b x'));
  const { outcome, late } = await made;
  assert.deepEqual([outcome, late, news], ['added', false, []]);
});

test("a host's check that throws refuses the change, and the next one goes out", async () => {
  const { adapter, store, overlay, make } = await openStore();
  const first = make('add', 'x');
  const second = make('add', 'y');
  const third = store.send({ op: 'add', user: person('z') }, { test: () => undefined });
  // Asked once more when the second one's turn comes.
  overlay.check = () => {
    throw new Error('broken check');
  };
  (await adapter.next('add')).answer(snapshot(18, 'a b x'));
  await first;
  assert.equal((await second).outcome, 'refused');
  (await adapter.next('add')).answer(snapshot(19, 'a b x z'));
  assert.equal((await third).outcome, 'added');
});

test('two elements send through one queue', async () => {
  const { adapter, store, make } = await openStore();
  const other = show(store);
  const made = [make('add', 'x'), other.make('remove', 'a')];
  assert.equal(ids(other.overlay.shown), 'b x?');
  await turn();
  assert.deepEqual(adapter.log, ['load', 'add x']);
  (await adapter.next('add')).answer(snapshot(18, 'a b x'));
  (await adapter.next('remove')).answer(snapshot(19, 'b x'));
  await Promise.all(made);
  assert.deepEqual(adapter.log, ['load', 'add x', 'remove a']);
});

function fakePage() {
  const page = new EventTarget();
  const listening = new Set<unknown>();
  Object.assign(globalThis, {
    addEventListener: (type: string, listener: () => void) => {
      listening.add(listener);
      page.addEventListener(type, listener);
    },
    removeEventListener: (type: string, listener: () => void) => {
      listening.delete(listener);
      page.removeEventListener(type, listener);
    },
  });
  return { leave: () => page.dispatchEvent(new Event('pagehide')), listening };
}

test('when the page goes away, the rest of the queue is sent without waiting', async () => {
  const { leave, listening } = fakePage();
  const { adapter, store, make } = await openStore(snapshot(17, full('a')));
  listening.clear();
  const made = [make('remove', 'a'), make('add', 'x'), make('remove', '1')];
  assert.equal(listening.size, 1);
  leave();
  await turn();
  assert.deepEqual(adapter.log, ['load', 'remove a', 'add x', 'remove 1']);
  // The page may be kept and come back.
  (await adapter.next('remove')).answer(snapshot(18, full()));
  (await adapter.next('add')).answer(snapshot(19, full('x')));
  (await adapter.next('remove')).answer(snapshot(20, '2 3 4 5 6 7 8 9 x'));
  const outcomes = (await Promise.all(made)).map(({ outcome }) => outcome);
  assert.deepEqual(outcomes, ['removed', 'added', 'removed']);
  assert.deepEqual([store.queue, listening.size], [[], 0]);
});

test('what was added and taken back is sent both ways when the page goes away in between', async () => {
  const { leave } = fakePage();
  const { adapter, make } = await openStore();
  const made = [make('add', 'x')];
  const sent = await adapter.next('add');
  made.push(make('remove', 'x'));
  leave();
  await turn();
  assert.deepEqual(adapter.log, ['load', 'add x', 'remove x']);
  sent.answer(snapshot(18, 'a b x'));
  (await adapter.next('remove')).answer(snapshot(19, 'a b'));
  await Promise.all(made);
});
