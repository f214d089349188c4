import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { User } from '../../src/core/record.ts';
import { createDirectory, type DirectoryOptions, type Found } from '../../src/data/directory.ts';
import { readPage } from '../../src/data/parse.ts';

const person = (name: string, more: Partial<User> = {}): User => ({ id: name, name, active: true, ...more });
const [ada, jose, bo] = [
  person('Ada Lovelace'),
  person('José Díaz'),
  person('Bo', { email: 'countess@x.org' }),
];
const record = { type: 'contact', id: 'c1' };
const never = new AbortController().signal;
const names = (found: Found | undefined) => found?.people.map(({ name }) => name);
const directory = (options: Partial<DirectoryOptions>) => createDirectory({ parse: readPage, ...options });

/** A backend that knows everybody under every query, and counts. */
function backend(page: (query: string) => unknown) {
  const asked: string[] = [];
  return { asked, search: async (query: string) => (asked.push(query), page(query)) };
}

test('an array is searched at once, and nobody is asked', () => {
  const { search, asked } = backend(() => []);
  const people = directory({ users: [ada, jose, bo], search });
  assert.deepEqual(names(people.recall('')), ['Ada Lovelace', 'José Díaz', 'Bo']);
  assert.deepEqual(names(people.recall('jose')), ['José Díaz']);
  assert.deepEqual(names(people.recall('lov ada')), ['Ada Lovelace']);
  assert.deepEqual(names(people.recall('countess@')), ['Bo']);
  assert.deepEqual(names(people.recall('x.org')), []);
  assert.deepEqual(names(people.recall('nobody')), []);
  assert.equal(people.isLocal(), true);
  assert.deepEqual(asked, []);
});

test('an array is folded once, however many elements search it', () => {
  let read = 0;
  const users = [{ id: '1', active: true, get name() { return read++, 'Ada'; } }]; // prettier-ignore
  for (let i = 0; i < 3; i++) directory({ users }).recall('nobody');
  assert.equal(read, 1);
});

test('people added to an array in place are found too', () => {
  const users = [ada];
  const people = directory({ users });
  assert.deepEqual(names(people.recall('bo')), []);
  users.push(bo);
  assert.deepEqual(names(people.recall('bo')), ['Bo']);
});

test('entries of an array that are nobody do no harm', () => {
  const users = [null, 7, {}, { id: 'x', name: 42, email: {} }, { id: 3, name: 'Ada' }] as unknown as User[];
  assert.deepEqual(names(directory({ users }).recall('ada')), ['Ada']);
  assert.equal(directory({ users: null as unknown as User[] }).isLocal(), false);
});

test('of a large array the first fifty are shown, and that there are more', () => {
  let read = 0;
  const users = Array.from({ length: 1000 }, (_, i) => ({ id: `${i}`, active: true, get name() { return read++, `Ann ${i}`; } })); // prettier-ignore
  const found = directory({ users }).recall('ann')!;
  assert.deepEqual([found.people.length, found.people[49]!.name, found.more], [50, 'Ann 49', true]);
  assert.ok(read < 250, 'stops early');
  assert.equal(directory({ users: users.slice(0, 50) }).recall('ann')!.more, false);
  assert.equal(directory({ users }).recall('')!.more, true);
});

test('a large array is folded in slices, and a search that needs all of it waits', async (t) => {
  let now = 0;
  t.mock.method(Date, 'now', () => (now += 3));
  const users = Array.from({ length: 2000 }, (_, i) => person(`Ann ${i}`));
  const people = directory({ users });
  assert.equal(people.recall('1999'), undefined);
  assert.deepEqual(names(await people.find('1999', record, never)), ['Ann 1999']);
  assert.deepEqual(names(people.recall('1998')), ['Ann 1998']);
});

test('nobody is folded ahead of time before the page has done all else', async (t) => {
  const asked: string[] = [];
  let goOn = () => {};
  const scheduler = {
    postTask(_: unknown, { priority }: { priority: string }) {
      asked.push(priority);
      return new Promise<void>((resolve) => (goOn = resolve));
    },
  };
  Object.assign(globalThis, { scheduler });
  t.after(() => Reflect.deleteProperty(globalThis, 'scheduler'));
  let read = 0;
  const users = Array.from({ length: 200 }, (_, i) => ({ id: `${i}`, active: true, get name() { return read++, `Ann ${i}`; } })); // prettier-ignore
  const people = directory({ users });
  assert.equal(people.recall('')!.people.length, 50);
  const shown = read;
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([asked, read], [['background'], shown]);
  goOn();
  await new Promise((resolve) => setTimeout(resolve));
  assert.ok(read >= shown + 200);
});

test('a page that calls something else its scheduler is none the worse for it', async (t) => {
  Object.assign(globalThis, { scheduler: { init() {} } });
  t.after(() => Reflect.deleteProperty(globalThis, 'scheduler'));
  const users = Array.from({ length: 2000 }, (_, i) => person(`Ann ${i}`));
  const people = directory({ users });
  assert.equal(people.recall('')!.people.length, 50);
  assert.deepEqual(names(await people.find('1999', record, never)), ['Ann 1999']);
});

test('a search of a large array that is no longer wanted ends', async (t) => {
  let now = 0;
  t.mock.method(Date, 'now', () => (now += 9));
  const users = Array.from({ length: 2000 }, (_, i) => person(`Ann ${i}`));
  const call = new AbortController();
  const search = directory({ users }).find('nobody', record, call.signal);
  call.abort();
  await assert.rejects(search, { name: 'AbortError' });
});

test('a first page that is everybody is filtered here for five minutes', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const { search, asked } = backend(() => ({ items: [ada, jose], nextCursor: null }));
  const people = directory({ search });
  assert.equal(people.recall('', record), undefined);
  assert.equal(people.isLocal(record), false);
  await people.find('', record, never);
  assert.equal(people.isLocal(record), true);
  assert.deepEqual(names(people.recall('jose', record)), ['José Díaz']);
  assert.deepEqual(names(await people.find('nobody', record, never)), []);
  assert.deepEqual(asked, ['']);
  t.mock.timers.tick(5 * 60_000);
  assert.equal(people.isLocal(record), false);
  assert.equal(people.recall('jose', record), undefined);
});

test('a search of the host that answers everybody is treated alike', async () => {
  const { search: users, asked } = backend(() => [ada, jose]);
  const people = directory({ users, search: () => assert.fail('the backend is not asked') });
  await people.find('', record, never);
  assert.deepEqual(names(people.recall('jose', record)), ['José Díaz']);
  assert.deepEqual(asked, ['']);
});

test('what is everybody for one record need not be for another', async () => {
  const people = directory({ search: backend(() => [ada]).search });
  await people.find('', record, never);
  assert.equal(people.isLocal({ type: 'opportunity', id: 'c1' }), false);
  assert.equal(people.recall('', { type: 'contact', id: 'c2' }), undefined);
});

test('an empty answer to an empty query is no empty house', async () => {
  const people = directory({ search: backend((query) => (query ? [ada] : [])).search });
  assert.deepEqual(names(await people.find('', record, never)), []);
  assert.deepEqual(names(await people.find('ada', record, never)), ['Ada Lovelace']);
});

test('what a server found is shown as it is, also where the name does not match', async () => {
  const { search } = backend(() => ({ items: [ada], nextCursor: 'p2' }));
  const people = directory({ search });
  await people.find('', record, never);
  const found = await people.find('nickname', record, never);
  assert.deepEqual([names(found), found.more], [['Ada Lovelace'], true]);
});

test('the server is told the query without blanks around it, the record, and when nobody waits any more', async () => {
  const call = new AbortController();
  const search = mock.fn(async () => []);
  await directory({ search }).find('  ada ', record, call.signal);
  assert.deepEqual(search.mock.calls[0]!.arguments, ['ada', { record, signal: call.signal }] as never);
});

test('an answer is remembered for a minute', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const people = directory({ search: backend(() => ({ items: [ada], nextCursor: 'p2' })).search });
  await people.find('ada', record, never);
  assert.deepEqual(names(people.recall(' ada ', record)), ['Ada Lovelace']);
  assert.equal(people.recall('ad', record), undefined);
  t.mock.timers.tick(60_000);
  assert.equal(people.recall('ada', record), undefined);
});

test('old answers make room for new ones', async () => {
  const { search, asked } = backend(() => ({ items: [ada], nextCursor: 'p2' }));
  const people = directory({ search });
  for (let i = 0; i < 51; i++) await people.find(`q${i}`, record, never);
  assert.equal(people.recall('q0', record), undefined);
  assert.ok(people.recall('q1', record));
  await people.find('q50', record, never);
  assert.equal(asked.length, 51);
});

test('an answer given anew counts as new', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] });
  const people = directory({ search: backend(() => ({ items: [ada], nextCursor: 'p2' })).search });
  for (let i = 0; i < 50; i++) await people.find(`q${i}`, record, never);
  t.mock.timers.tick(60_000);
  await people.find('q0', record, never);
  await people.find('q50', record, never);
  assert.ok(people.recall('q0', record));
});

test('a failure is passed on and not remembered', async () => {
  let fails = true;
  const search = async () => {
    if (fails) throw new TypeError('Failed to fetch');
    return [ada];
  };
  const people = directory({ search });
  await assert.rejects(people.find('ada', record, never), TypeError);
  fails = false;
  assert.deepEqual(names(await people.find('ada', record, never)), ['Ada Lovelace']);
});

test('an answer that is no list of people is a problem', async () => {
  const people = directory({ search: async () => '<!doctype html>' });
  await assert.rejects(people.find('ada', record, never), { name: 'Problem', code: 'malformed-response' });
});

test('without anybody to ask the set-up is wrong', async () => {
  await assert.rejects(directory({}).find('ada', record, never), { name: 'Problem', code: 'setup' });
});
