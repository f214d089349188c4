/** Reading a record: who shares a read, which answers count, and what becomes of the others. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import { fakeAdapter, snapshot } from '../support/fake-adapter.ts';
import { ids, openStore, pass, show, turn } from '../support/open-store.ts';
import { C1 } from '../support/fake-adapter.ts';
import { sourceFor } from '../../src/data/sources.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

test('everybody who asks while a read is under way gets its answer', async () => {
  const adapter = fakeAdapter();
  const store = sourceFor({ adapter }).store(C1);
  const loads = [store.load(), store.load()];
  assert.equal(store.loading, true);
  (await adapter.next('load')).answer(snapshot(1, 'a'));
  await Promise.all([...loads, turn()]);
  assert.deepEqual([adapter.log, ids(store.shown), store.loading], [['load'], 'a', false]);
});

test('reading anew does not count on a read that has begun already', async () => {
  const { adapter, store } = await openStore();
  void store.load();
  const reloads = [store.reload(), store.reload()];
  (await adapter.next('load')).answer(snapshot(17, 'a b'));
  await turn();
  (await adapter.next('load')).answer(snapshot(18, 'a b c'));
  await Promise.all(reloads);
  assert.deepEqual([adapter.log.length, ids(store.shown)], [3, 'a b c']);
});

test('a subscriber that asks for a read as one begins does not start another', async () => {
  const adapter = fakeAdapter();
  const store = sourceFor({ adapter }).store(C1);
  store.subscribe(() => void store.load());
  void store.load();
  await turn();
  assert.deepEqual(adapter.log, ['load']);
  (await adapter.next('load')).fail(new Problem('not-found'));
});

for (const [version, answered] of [
  ['9', '10'],
  ['2026-11-23T10:00Z', '2026-11-23T10:05Z'],
] as const) {
  test(`a read that began before a write was answered is made again (${version})`, async () => {
    const { adapter, store, make, news } = await openStore(snapshot(version, 'a'));
    const made = make('add', 'x');
    const write = await adapter.next('add');
    const read = store.load();
    const early = await adapter.next('load');
    write.answer(snapshot(answered, 'a x'));
    await made;
    early.answer(snapshot(version, 'a'));
    const late = await adapter.next('load');
    assert.equal(ids(store.shown), 'a x');
    late.answer(snapshot(answered, 'a x'));
    await read;
    assert.deepEqual([ids(store.shown), news], ['a x', []]);
  });
}

test('a read that began before a write and yet says more than its answer counts', async () => {
  const { adapter, store, make } = await openStore(snapshot(9, 'a'));
  const made = make('add', 'x');
  const write = await adapter.next('add');
  const read = store.load();
  const early = await adapter.next('load');
  write.answer(snapshot(10, 'a x'));
  await made;
  early.answer(snapshot(11, 'a x y'));
  await read;
  assert.deepEqual([ids(store.shown), adapter.log], ['a x y', ['load', 'add x', 'load']]);
});

test('a read that began before a write answered with nothing is made again, though the version is the same', async () => {
  const { adapter, store, make } = await openStore(snapshot(9, 'a'));
  const made = make('add', 'x');
  const write = await adapter.next('add');
  const read = store.load();
  const early = await adapter.next('load');
  write.answer();
  await made;
  early.answer(snapshot(9, 'a'));
  (await adapter.next('load')).answer(snapshot(10, 'a x'));
  await read;
  assert.equal(ids(store.shown), 'a x');
});

test('an answer older than what is known is not shown, however its version is spelled', async () => {
  for (const [known, older] of [
    ['100', '99'],
    ['90071992547409931', '90071992547409930'],
  ] as const) {
    const { adapter, store, news } = await openStore(snapshot(known, 'a b'));
    const read = store.load();
    (await adapter.next('load')).answer(snapshot(older, 'a'));
    await read;
    assert.deepEqual([ids(store.shown), store.confirmed?.record.version, news], ['a b', known, []]);
  }
});

test('versions that are no numbers are never taken for older', async () => {
  const { adapter, store } = await openStore(snapshot('2026-11-23T10:00Z', 'a b'));
  const read = store.load();
  (await adapter.next('load')).answer(snapshot('2026-11-23T09:00Z', 'a'));
  await read;
  assert.equal(ids(store.shown), 'a');
});

test('a write answered late does not bring back what a newer read has left behind', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const made = make('add', 'x');
  const write = await adapter.next('add');
  const read = store.load();
  (await adapter.next('load')).answer(snapshot(19, 'a x'));
  await read;
  write.answer(snapshot(18, 'a b x'));
  assert.equal((await made).outcome, 'added');
  assert.deepEqual([ids(store.shown), news], ['a x', ['remote -b']]);
});

test('a read that fails leaves what is known, with its problem, until one succeeds', async () => {
  const { adapter, store } = await openStore();
  const read = store.load();
  (await adapter.next('load')).fail(new Problem('timeout'));
  await read;
  assert.deepEqual([ids(store.shown), store.problem?.code], ['a b', 'timeout']);
  const again = store.load();
  (await adapter.next('load')).answer(snapshot(18, 'a b'));
  await again;
  assert.equal(store.problem, undefined);
});

test('an answer that comes after everything was forgotten is not shown, nor is its failure', async () => {
  for (const settle of ['answer', 'fail'] as const) {
    const { adapter, store } = await openStore();
    void store.load();
    const late = await adapter.next('load');
    store.empty();
    assert.equal(late.signal?.aborted, true);
    late[settle](snapshot(18, 'a b c'));
    await turn();
    assert.deepEqual([store.shown, store.problem, store.loading], [undefined, undefined, false]);
  }
});

test('the pause a busy server asks for is known while it lasts and not after it', async () => {
  const { adapter, store } = await openStore();
  const read = store.load();
  const problem = new Problem('rate-limited', { retryAfter: 3 });
  (await adapter.next('load')).fail(problem);
  await turn();
  assert.deepEqual(store.wait, { until: 3000, problem });
  await pass(3600);
  const second = await adapter.next('load');
  assert.equal(store.wait, undefined);
  second.answer(snapshot(18, 'a'));
  await read;
  assert.equal(ids(store.shown), 'a');
});

test('a pause ends when everything is forgotten, and nothing is asked after it', async () => {
  const { adapter, store } = await openStore();
  void store.load();
  (await adapter.next('load')).fail(new Problem('unavailable'));
  await turn();
  store.empty();
  await pass(5000);
  assert.deepEqual([store.wait, adapter.log], [undefined, ['load', 'load']]);
});

test('a host that never answers is given up after fifteen seconds', async () => {
  const { adapter, store } = await openStore();
  const read = store.load();
  await adapter.next('load');
  await pass(15_000);
  await read;
  assert.equal(store.problem?.code, 'timeout');
});

for (const code of ['not-found', 'action-forbidden'] as const) {
  test(`losing sight of a record (${code}) takes its names away at once and is told once`, async () => {
    const { adapter, store, news, firsts } = await openStore();
    const other = show(store);
    void store.load();
    (await adapter.next('load')).fail(new Problem(code));
    await turn();
    assert.deepEqual([store.shown, store.lost, store.problem?.code], [undefined, 'changed', 'not-found']);
    assert.deepEqual([news, other.news], [['access changed'], ['access changed']]);
    assert.deepEqual([firsts, other.firsts], [[true], [false]]);
  });
}

test('a record that was never seen is missing, not lost', async () => {
  const adapter = fakeAdapter();
  const store = sourceFor({ adapter }).store(C1);
  const { news } = show(store);
  void store.load();
  (await adapter.next('load')).fail(new Problem('not-found'));
  await turn();
  assert.deepEqual([store.lost, store.problem?.code, news], [undefined, 'not-found', []]);
});

test('sight that comes back is shown again', async () => {
  const { adapter, store } = await openStore();
  store.lose(false);
  const read = store.load();
  (await adapter.next('load')).answer(snapshot(18, 'a'));
  await read;
  assert.deepEqual([ids(store.shown), store.lost, store.problem], ['a', undefined, undefined]);
});
