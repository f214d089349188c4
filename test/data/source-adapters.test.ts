/** Backends of a host's own: what they may leave out, what they may answer, and who knows the names. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { Adapter } from '../../src/data/adapter.ts';
import { Problem } from '../../src/core/problem.ts';
import { sourceFor } from '../../src/data/sources.ts';
import { C1, fakeAdapter, type FakeAdapter, person, snapshot } from '../support/fake-adapter.ts';
import { fakeFetch, respond } from '../support/fake-fetch.ts';
import { ids, openStore, pass, show, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

test('a backend that answers nothing is taken at its word', async () => {
  const { adapter, store, make, news } = await openStore(snapshot(17, 'a b'));
  const added = make('add', 'x');
  (await adapter.next('add')).answer();
  assert.equal((await added).outcome, 'added');
  assert.equal(ids(store.shown), 'a b x');
  const removed = make('remove', 'a');
  (await adapter.next('remove')).answer(null);
  assert.equal((await removed).outcome, 'removed');
  assert.deepEqual([ids(store.shown), news, adapter.calls.length], ['b x', [], 3]);
});

test('after a handover that is answered with nothing the record is read: rights have changed', async () => {
  const { adapter, store, make } = await openStore(snapshot(17, 'a b'));
  const made = make('owner', 'a', { keepPrevious: true });
  (await adapter.next('changeOwner')).answer();
  (await adapter.next('load')).answer(snapshot(18, 'b o', { owner: person('a') }));
  assert.equal((await made).outcome, 'changed');
  assert.deepEqual([ids(store.shown), store.shown?.owner?.id], ['b o', 'a']);
});

test("a backend's answers may be responses: of one that refuses, what it says is the problem", async () => {
  const { adapter, store, make } = await openStore(respond(200, { owner: 'o', followers: ['a'] }));
  assert.equal(ids(store.shown), 'a');
  const refused = make('add', 'x');
  (await adapter.next('add')).answer(respond(422, { code: 'user-not-assignable', reason: 'user-inactive' }));
  const { problem } = await refused;
  assert.deepEqual([problem?.code, problem?.reason], ['user-not-assignable', 'user-inactive']);
  const added = make('add', 'y');
  (await adapter.next('add')).answer(respond(201, { owner: 'o', followers: ['a', 'y'] }));
  assert.equal((await added).outcome, 'added');
  assert.equal(ids(store.shown), 'a y');
});

test('a backend that throws whatever its fetch threw is tried again, then unavailable', async () => {
  const { adapter, make } = await openStore();
  const made = make('add', 'x');
  for (let tries = 0; tries < 3; tries++) {
    (await adapter.next('add')).fail(new TypeError('Failed to fetch'));
    await pass(2000);
  }
  const { problem } = await made;
  assert.equal(problem?.code, 'unavailable');
  assert.ok(problem?.cause instanceof TypeError);
});

test('a backend that throws before it returns a promise fails like any other', async () => {
  const broken = (() => {
    throw new Problem('invalid-request');
  }) as unknown as Adapter['add'];
  const adapter: FakeAdapter = { ...fakeAdapter(), add: broken! };
  const { store, make } = await openStore(snapshot(17, 'a'), adapter);
  assert.equal((await make('add', 'x')).problem?.code, 'invalid-request');
  assert.deepEqual([ids(store.shown), store.queue], ['a', []]);
});

test('a call that was answered, or failed, leaves no timer', async () => {
  mock.timers.reset();
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  const { adapter, make } = await openStore();
  const made = make('add', 'x');
  (await adapter.next('add')).fail(new Problem('invalid-request'));
  await made;
  assert.equal(timers(), before);
});

test('a backend that only stores whole lists gets whole lists', async () => {
  const { adapter, make } = await openStore(
    { followers: ['a', 'b'] },
    fakeAdapter(['add', 'remove', 'changeOwner', 'people']),
  );
  const made = [make('add', 'x'), make('remove', 'a')];
  (await adapter.next('replace')).answer({ followers: ['a', 'b', 'x'] });
  (await adapter.next('replace')).answer();
  await Promise.all(made);
  assert.deepEqual(adapter.log, ['load', 'replace a,b,x', 'replace b,x']);
});

test('what a backend has no function for is not offered, whatever it answers', async () => {
  const adapter = fakeAdapter(['add', 'remove', 'replace', 'changeOwner']);
  const { overlay, store } = await openStore(snapshot(17, 'a', { can: { addFollower: true } }), adapter);
  const { shown } = overlay;
  assert.deepEqual(overlay.denial({ op: 'add', user: person('x') }, shown!), { reason: 'read-only' });
  assert.deepEqual(overlay.denial({ op: 'remove', user: person('a') }, shown!), { reason: 'read-only' });
  assert.deepEqual(overlay.denial({ op: 'owner', user: person('x') }, shown!), { reason: 'viewer-unknown' });
  // Leaving is always allowed, and still nothing is claimed to be done.
  store.adopt(snapshot(18, 'a me'));
  const made = await store.send({ op: 'remove', user: person('me') }, { test: () => undefined });
  assert.deepEqual([made.outcome, made.problem?.code], ['refused', 'setup']);
});

test('a backend that has add and remove is asked for those, though it could store whole lists', async () => {
  const { adapter, make } = await openStore(snapshot(17, 'a'), fakeAdapter([]));
  const made = make('add', 'x');
  (await adapter.next('add')).answer();
  await made;
});

const people = [person('o', { name: 'Priya' }), person('a', { name: 'Lena', description: 'Sales' }), null];
const users = people as ReturnType<typeof person>[];
const names = (
  shown: { owner: { name: string } | null; followers: readonly { user: { name: string } }[] } | undefined,
) => [shown?.owner, ...(shown?.followers ?? []).map(({ user }) => user)].map((user) => user?.name);

test("people given as bare ids have their names from the host's people", async () => {
  const { store } = await openStore({ owner: 'o', followers: ['a', 'b'] }, fakeAdapter(), { users });
  assert.deepEqual(names(store.shown), ['Priya', 'Lena', '']);
  assert.equal(store.shown?.followers[0]?.user.description, 'Sales');
});

test('people the host hands over later are named then, and everybody looks again once', async () => {
  const { adapter, store } = await openStore({ owner: 'o', followers: ['a', 'b'] });
  assert.deepEqual(names(store.shown), ['', '', '']);
  let looked = 0;
  store.subscribe(() => looked++);
  sourceFor({ adapter, users });
  assert.deepEqual([names(store.shown), looked], [['Priya', 'Lena', ''], 1]);
  sourceFor({ adapter, users: [...users] });
  sourceFor({ adapter });
  assert.equal(looked, 1);
  // Nobody's name is lost because another element knows other people.
  sourceFor({ adapter, users: [] });
  const read = store.load();
  (await adapter.next('load')).answer({ owner: 'o', followers: ['a', 'b'] });
  await read;
  assert.deepEqual(names(store.shown), ['Priya', 'Lena', '']);
});

test('people who were found by a search, or named by another record, are known by name from then on', async () => {
  const { adapter, source, store } = await openStore(snapshot(17, 'a'));
  const found = source.directory().find('le', C1, new AbortController().signal);
  (await adapter.next('search')).answer([person('x', { name: 'Lena', assignable: false })]);
  await found;
  const read = store.load();
  (await adapter.next('load')).answer({ record: { version: '18' }, owner: 'o', followers: ['a', 'x'] });
  await read;
  assert.deepEqual(names(store.shown), ['O', 'A', 'Lena']);
  // What a search said of somebody and one record says nothing here.
  assert.equal(store.shown?.followers[1]?.user.assignable, undefined);
});

test('names of one viewer are not kept for the next', async () => {
  const { adapter, source, store } = await openStore(snapshot(17, 'a', { viewer: { id: 'ann' } }));
  void store.load();
  (await adapter.next('load')).answer(snapshot(18, 'b', { viewer: { id: 'bob' } }));
  await turn();
  assert.equal(source.people.get('a'), undefined);
  assert.equal(source.people.get('b')?.name, 'B');
});

test('each element searches the people it was given', async () => {
  const { source } = await openStore();
  const { signal } = new AbortController();
  const mine = await source.directory([person('m')]).find('', C1, signal);
  const yours = await source.directory([person('y')]).find('', C1, signal);
  assert.deepEqual(
    [mine, yours].map((found) => found.people.map(({ id }) => id)),
    [['m'], ['y']],
  );
  assert.equal(source.directory(), source.directory());
});

test('the contract over REST: a handover carries the confirmed version, and 204 to leaving ends the sight', async () => {
  const fake = fakeFetch();
  const source = sourceFor({ endpoint: 'https://crm.example/api', fetcher: fake.fetch });
  const store = source.store(C1);
  const { make, news } = show(store);
  void store.load();
  const restricted = { id: 'me', onlyAssignedData: true };
  const owned = snapshot(17, 'me', { viewer: restricted, can: { changeOwner: true } });
  (await fake.next()).answer(200, owned);
  await turn();
  const handed = make('owner', 'x');
  const put = await fake.next();
  assert.equal(put.headers.get('If-Match'), '"17"');
  put.answer(200, { ...owned, record: { ...C1, version: '18' }, owner: person('x') });
  assert.equal((await handed).outcome, 'changed');
  const left = make('remove', 'me');
  (await fake.next()).answer(204);
  assert.equal((await left).outcome, 'removed');
  assert.deepEqual([store.shown, news], [undefined, ['access left']]);
});
