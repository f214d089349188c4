/** A record that has come to another version, as was heard: when it is read, and how often. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { snapshot } from '../support/fake-adapter.ts';
import { ids, openStore, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

const reads = (log: readonly string[]) => log.filter((call) => call === 'load').length;

test('a read that is older than what was heard is repeated once, and then believed', async () => {
  const { adapter, store } = await openStore();
  store.announce('19');
  (await adapter.next('load')).answer(snapshot(18, 'a'));
  (await adapter.next('load')).answer(snapshot(19, 'a c'));
  await turn();
  assert.equal(ids(store.shown), 'a c');
  store.announce('30');
  (await adapter.next('load')).answer(snapshot(19, 'a c'));
  (await adapter.next('load')).answer(snapshot(19, 'a c'));
  await turn();
  assert.equal(reads(adapter.log), 5);
});

test('versions that are no numbers are compared for equality only', async () => {
  const { adapter, store } = await openStore(snapshot('2026-11-23T10:00Z', 'a'));
  store.announce('2026-11-23T10:00Z');
  await turn();
  assert.equal(reads(adapter.log), 1);
  store.announce('2026-11-23T09:00Z');
  (await adapter.next('load')).answer(snapshot('2026-11-23T09:00Z', 'b'));
  await turn();
  assert.deepEqual([ids(store.shown), reads(adapter.log)], ['b', 2]);
});

test('what is heard before one’s own change is answered is read only if the answer is older', async () => {
  const { adapter, store, make, news } = await openStore();
  const first = make('add', 'x');
  const sent = await adapter.next('add');
  store.announce('18');
  await turn();
  assert.deepEqual(adapter.log, ['load', 'add x']);
  sent.answer(snapshot(18, 'a b x'));
  await first;
  await turn();
  assert.deepEqual([adapter.log, news], [['load', 'add x'], []]);

  const second = make('remove', 'x');
  const next = await adapter.next('remove');
  store.announce('20');
  next.answer(snapshot(19, 'a b'));
  await second;
  (await adapter.next('load')).answer(snapshot(20, 'b'));
  await turn();
  assert.deepEqual([ids(store.shown), news], ['b', ['remote -a']]);
});
