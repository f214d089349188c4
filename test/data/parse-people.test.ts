/** People in answers: who they are, what is known of them, and pages of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { User } from '../../src/core/record.ts';
import { readPage, readSnapshot, readUser } from '../../src/data/parse.ts';

const record = { type: 'contact', id: 'c1' };
const malformed = { name: 'Problem', code: 'malformed-response' };

/** What was read, without the members that are not there. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('names stay as the host wrote them', () => {
  for (const name of ['<img src=x onerror=alert(1)>', 'Ada \u202Egnp.exe', '{{x}}', ' José ', 'a\nb\0']) {
    assert.equal(readUser({ id: 'a', name })!.name, name);
  }
});

test('people whose name is not given are looked up, by id', () => {
  const gone: User = {
    id: 'a',
    name: 'Ada',
    description: 'Sales',
    active: false,
    access: 'view',
    assignable: true,
  };
  const people = new Map([['a', gone]]);
  const snapshot = readSnapshot({ owner: 'a', followers: [{ user: { id: 'b' } }] }, record, { people });
  assert.deepEqual(plain(snapshot.owner), { id: 'a', name: 'Ada', description: 'Sales', active: false });
  assert.equal(snapshot.followers[0]!.user.name, '');
  const by = { source: { kind: 'user', by: 'a' }, user: 'b' };
  const { followers } = readSnapshot([by], record, { people });
  assert.deepEqual(followers[0]!.source!.by, { id: 'a', name: 'Ada' });
});

test('what the answer says of a person wins over what is known', () => {
  const people = new Map<string, User>([
    ['a', { id: 'a', name: 'Old', description: 'Sales', active: false }],
  ]);
  assert.deepEqual(plain(readUser({ id: 'a', name: 'New', active: true }, people)), {
    id: 'a',
    name: 'New',
    description: 'Sales',
    active: true,
  });
});

test('a person is active unless the host says no', () => {
  for (const active of [undefined, null, true, 1]) assert.equal(readUser({ id: 'a', active })!.active, true);
  assert.equal(readUser({ id: 'a', active: false })!.active, false);
});

test('access is one of three words, and anything else is unsaid', () => {
  for (const access of ['none', 'view', 'edit']) assert.equal(readUser({ id: 'a', access })!.access, access);
  for (const access of [undefined, null, true, 'owner', ''])
    assert.equal(readUser({ id: 'a', access })!.access, undefined);
});

test('a page of people is read from the contract’s form or from a plain array', () => {
  const items = [
    { id: 'a', name: 'Ada' },
    null,
    { id: 7, name: 'Sven' },
    { name: 'x' },
    { id: 'a', name: 'Again' },
    'b',
  ];
  const names = [
    ['a', 'Ada'],
    ['7', 'Sven'],
    ['b', ''],
  ];
  for (const loose of [items, { items, nextCursor: 'p2' }]) {
    assert.deepEqual(
      readPage(loose).items.map(({ id, name }) => [id, name]),
      names,
    );
  }
  assert.equal(readPage({ items, nextCursor: 'p2' }).nextCursor, 'p2');
  for (const nextCursor of [undefined, null, '', {}])
    assert.equal(readPage({ items, nextCursor }).nextCursor, null);
  assert.equal(readPage(items).nextCursor, null);
});

test('a member named user does not make somebody else of a person who was found', () => {
  assert.equal(readPage([{ id: 'a', name: 'Ada', user: 'login' }]).items[0]!.id, 'a');
});

test('an answer that holds no list of people is malformed', () => {
  for (const loose of [undefined, null, {}, { items: null }, { items: {} }, { users: [] }, 'a', 7, true]) {
    assert.throws(() => readPage(loose), malformed);
  }
});
