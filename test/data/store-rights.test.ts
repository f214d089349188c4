/** Changes that end the viewer's own rights: leaving a record and handing it over. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import type { Viewer } from '../../src/core/record.ts';
import { person, snapshot } from '../support/fake-adapter.ts';
import { ids, openStore, pass, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

const restricted: Viewer = { id: 'me', onlyAssignedData: true };
const colleague: Viewer = { id: 'me' };
const seenBy = (viewer: Viewer, version = 17, followers = 'a me') => snapshot(version, followers, { viewer });

test('leaving for good: the names are gone at once, and the page hears that the viewer left', async () => {
  const { adapter, store, make, news } = await openStore(seenBy(restricted));
  const made = make('remove', 'me');
  (await adapter.next('remove')).answer();
  const { outcome, undoable } = await made;
  assert.deepEqual([outcome, undoable, news], ['removed', false, ['access left']]);
  assert.deepEqual([store.shown, store.lost, adapter.log], [undefined, 'left', ['load', 'remove me']]);
});

test('a lost answer to leaving: that the record is out of sight on the second try means it was done', async () => {
  const { adapter, store, make, news } = await openStore(seenBy(restricted));
  const made = make('remove', 'me');
  (await adapter.next('remove')).fail();
  await pass(1000);
  (await adapter.next('remove')).fail(new Problem('not-found', { status: 404 }));
  assert.equal((await made).outcome, 'removed');
  assert.deepEqual([store.shown, news], [undefined, ['access left']]);
});

test('a record that is out of sight on the first try was taken away by others', async () => {
  const { adapter, store, make, news } = await openStore(seenBy(restricted));
  const made = [make('remove', 'me'), make('add', 'x')];
  (await adapter.next('remove')).fail(new Problem('not-found', { status: 404 }));
  const results = await Promise.all(made);
  assert.deepEqual(
    results.map(({ outcome, problem }) => [outcome, problem?.code]),
    [
      ['refused', 'not-found'],
      ['refused', 'not-found'],
    ],
  );
  assert.deepEqual([store.shown, news, adapter.log.length], [undefined, ['access changed'], 2]);
});

test('a read that notices the loss before the leave is answered knows who did it', async () => {
  const { adapter, store, make, news } = await openStore(seenBy(restricted));
  const made = make('remove', 'me');
  const sent = await adapter.next('remove');
  void store.load();
  (await adapter.next('load')).fail(new Problem('not-found'));
  await turn();
  assert.deepEqual(news, ['access left']);
  sent.answer();
  assert.equal((await made).outcome, 'removed');
  assert.deepEqual(news, ['access left']);
});

test('a leave that is not answered in time is done when the record is out of sight', async () => {
  const { adapter, make, news } = await openStore(seenBy(restricted));
  const made = make('remove', 'me');
  (await adapter.next('remove')).fail(new Problem('timeout'));
  (await adapter.next('load')).fail(new Problem('not-found'));
  assert.equal((await made).outcome, 'removed');
  assert.deepEqual(news, ['checking', 'access left']);
});

test('leaving that costs nothing is read again where nothing is answered, for the rights may be others', async () => {
  const { adapter, store, make, news } = await openStore(seenBy(colleague));
  const made = make('remove', 'me');
  (await adapter.next('remove')).answer();
  await turn();
  assert.equal(ids(store.shown), 'a');
  (await adapter.next('load')).answer({ ...seenBy(colleague, 18, 'a'), can: { changeOwner: true } });
  assert.equal((await made).outcome, 'removed');
  assert.deepEqual([ids(store.shown), store.confirmed?.can?.changeOwner, news], ['a', true, []]);
});

test('leaving is done though the record cannot be read again', async () => {
  const { adapter, store, make } = await openStore(seenBy(colleague));
  const made = make('remove', 'me');
  (await adapter.next('remove')).answer();
  (await adapter.next('load')).fail(new Problem('timeout'));
  assert.equal((await made).outcome, 'removed');
  assert.equal(ids(store.shown), 'a');
});

test('leaving that was thought to cost nothing and does: the read finds out, and it is the viewer who left', async () => {
  const { adapter, store, make, news } = await openStore(seenBy(colleague));
  const made = make('remove', 'me');
  (await adapter.next('remove')).answer();
  (await adapter.next('load')).fail(new Problem('not-found'));
  assert.equal((await made).outcome, 'removed');
  assert.deepEqual([store.shown, news], [undefined, ['access left']]);
});

test('handing over without staying ends the sight of a restricted viewer', async () => {
  const mine = snapshot(17, 'a', { viewer: restricted, owner: person('me') });
  const { adapter, store, make, news } = await openStore(mine);
  const made = make('owner', 'x');
  (await adapter.next('changeOwner')).answer();
  assert.equal((await made).outcome, 'changed');
  assert.deepEqual([store.shown, news], [undefined, ['access left']]);
});

const OWNED = { owner: person('o') };
const moved = new Problem('version-mismatch', { status: 412 });

test('a handover is sent with the version that was confirmed last', async () => {
  const { adapter, store, make } = await openStore(snapshot(17, 'a'));
  store.adopt(snapshot(18, 'a b'));
  const made = make('owner', 'x', { keepPrevious: true });
  const { args } = await adapter.next('changeOwner');
  assert.deepEqual(args[1], { userId: 'x', keepPrevious: true, version: '18' });
  adapter.calls.at(-1)!.answer(snapshot(19, 'a b o', { owner: person('x') }));
  await made;
});

test('a handover that met a change of something else is sent once more, silently', async () => {
  const { adapter, make, news } = await openStore(snapshot(17, 'a', OWNED));
  const made = make('owner', 'x');
  (await adapter.next('changeOwner')).fail(moved);
  (await adapter.next('load')).answer(snapshot(18, 'a w', OWNED));
  const again = await adapter.next('changeOwner');
  assert.equal((again.args[1] as { version: string }).version, '18');
  again.answer(snapshot(19, 'a w', { owner: person('x') }));
  assert.equal((await made).outcome, 'changed');
  assert.deepEqual(news, ['remote +w']);
});

test('a handover that met another owner is dropped, and the other owner shown', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a', OWNED));
  const made = make('owner', 'x');
  (await adapter.next('changeOwner')).fail(moved);
  (await adapter.next('load')).answer(snapshot(18, 'a', { owner: person('z') }));
  const { outcome, problem } = await made;
  assert.deepEqual([outcome, problem?.code], ['refused', 'version-mismatch']);
  assert.deepEqual([store.shown?.owner?.id, adapter.log.length], ['z', 3]);
  assert.deepEqual(news, ['remote owner']);
});

for (const problem of [moved, new Problem('user-is-owner', { status: 409 })]) {
  test(`a handover that turns out to be done already is done (${problem.code})`, async () => {
    const { adapter, store, make } = await openStore(snapshot(17, 'a', OWNED));
    const made = make('owner', 'x');
    (await adapter.next('changeOwner')).fail();
    await pass(1000);
    (await adapter.next('changeOwner')).fail(problem);
    (await adapter.next('load')).answer(snapshot(18, 'a', { owner: person('x') }));
    assert.equal((await made).outcome, 'changed');
    assert.equal(store.shown?.owner?.id, 'x');
  });
}

test('a handover that meets changes again and again is given up', async () => {
  const { adapter, make } = await openStore(snapshot(17, 'a', OWNED));
  const made = make('owner', 'x');
  for (const version of [18, 19]) {
    (await adapter.next('changeOwner')).fail(moved);
    (await adapter.next('load')).answer(snapshot(version, 'a', OWNED));
  }
  assert.equal((await made).problem?.code, 'unavailable');
  assert.equal(adapter.log.filter((call) => call === 'changeOwner x').length, 2);
});

test('a handover that met a change which cannot be read has failed for that reason', async () => {
  const { adapter, make } = await openStore(snapshot(17, 'a', OWNED));
  const made = make('owner', 'x');
  (await adapter.next('changeOwner')).fail(moved);
  (await adapter.next('load')).fail(new Problem('offline'));
  assert.equal((await made).problem?.code, 'offline');
  assert.equal(adapter.log.filter((call) => call === 'changeOwner x').length, 1);
});

test('a handover that waited while others changed the owner is not sent: the viewer saw another one', async () => {
  const { adapter, store, make } = await openStore(snapshot(17, 'a', OWNED));
  const first = make('add', 'y');
  const second = make('owner', 'x');
  (await adapter.next('add')).answer(snapshot(19, 'a y', { owner: person('z') }));
  await first;
  const { outcome, problem } = await second;
  assert.deepEqual([outcome, problem?.code], ['refused', 'version-mismatch']);
  assert.deepEqual([store.shown?.owner?.id, adapter.log], ['z', ['load', 'add y']]);
});

test('a handover to somebody who became the owner while it waited needs no request', async () => {
  const { adapter, make, news } = await openStore(snapshot(17, 'a', OWNED));
  const first = make('add', 'y');
  const second = make('owner', 'x');
  (await adapter.next('add')).answer(snapshot(19, 'a y', { owner: person('x') }));
  await first;
  assert.equal((await second).outcome, 'already');
  assert.deepEqual([adapter.log, news], [['load', 'add y'], ['remote owner']]);
});

test('a whole list that somebody else stored first is read and stored once more', async () => {
  const { adapter, make } = await openStore();
  const made = make('add', 'x');
  (await adapter.next('add')).fail(moved);
  (await adapter.next('load')).answer(snapshot(18, 'a b c'));
  (await adapter.next('add')).answer(snapshot(19, 'a b c x'));
  assert.equal((await made).outcome, 'added');
});
