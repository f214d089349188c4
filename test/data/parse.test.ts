/** Answers as hosts write them, and the core types that come of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Snapshot } from '../../src/core/record.ts';
import { isProblem } from '../../src/core/problem.ts';
import { readPage, readSnapshot, readUser } from '../../src/data/parse.ts';
import { person } from '../support/fake-adapter.ts';

const record = { type: 'contact', id: 'c1' };
const malformed = { name: 'Problem', code: 'malformed-response' };

/** What was read, without the members that are not there. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const ids = ({ followers }: Snapshot) => followers.map(({ user }) => user.id);
const read = (loose: unknown) => readSnapshot(loose, record);

const full = {
  record: { type: 'contact', id: 'c1', version: '17', by: { id: 'o', name: 'Priya Mehta' } },
  features: ['etag', 'owner'],
  limit: 5,
  owner: {
    id: 'o',
    name: 'Priya Mehta',
    description: 'Sales',
    email: 'p@x.example',
    avatarUrl: '/p.png',
    active: true,
  },
  viewer: { id: 'v', name: 'Lena', admin: false, onlyAssignedData: true, canEdit: true, keepsAccess: false },
  followers: [
    {
      user: {
        id: 'v',
        name: 'Lena',
        active: true,
        access: 'edit',
        assignable: { reason: 'read-only', detail: 'No.' },
      },
      addedAt: '2026-11-23T10:00:00Z',
      source: { kind: 'rule', id: 'r1', name: 'New lead', by: { id: 'o', name: 'Priya Mehta' } },
    },
    { user: { id: 'w', name: 'Wu', active: false, access: 'none', assignable: false } },
  ],
  can: { addFollower: true, removeFollower: { reason: 'followers-cannot-manage' }, changeOwner: false },
};

test("the contract's snapshot is read whole", () => {
  assert.deepEqual(plain(read(full)), full);
});

test('members nobody knows are left out at every level', () => {
  const extra = { secret: 1, __proto__: { admin: true } };
  const loose = {
    ...extra,
    ...full,
    record: { ...extra, ...full.record },
    owner: { ...extra, ...full.owner },
    viewer: { ...extra, ...full.viewer },
    followers: full.followers.map((follower) => ({
      ...extra,
      ...follower,
      user: { ...extra, ...follower.user },
    })),
    can: { ...extra, ...full.can },
  };
  assert.deepEqual(plain(read(loose)), full);
});

test('the least a host may answer: an owner and followers, as bare ids', () => {
  assert.deepEqual(plain(read({ owner: 'o', followers: ['a', 7] })), {
    record,
    features: [],
    limit: 10,
    owner: { id: 'o', name: '', active: true },
    followers: [{ user: { id: 'a', name: '', active: true } }, { user: { id: '7', name: '', active: true } }],
  });
});

test('an array alone is the followers of a record without an owner', () => {
  const snapshot = read([{ id: 'a', name: 'Ada' }, 'b']);
  assert.deepEqual(ids(snapshot), ['a', 'b']);
  assert.equal(snapshot.owner, null);
  assert.equal(snapshot.followers[0]!.user.name, 'Ada');
  assert.deepEqual(ids(read([])), []);
});

test('a follower may be an entry, a person or an id, or an entry with an id', () => {
  const user = { id: 'a', name: 'Ada', active: true };
  const stamp = { addedAt: '2026-11-23T10:00:00Z' };
  for (const entry of [{ user }, user, { user, ...stamp }, { ...user, ...stamp }]) {
    assert.deepEqual(read([entry]).followers[0]!.user, { ...read([user]).followers[0]!.user });
  }
  assert.equal(read([{ user: 'a', ...stamp }]).followers[0]!.addedAt, stamp.addedAt);
});

test('no followers are an empty list, however that is written', () => {
  for (const followers of [undefined, null, []]) assert.deepEqual(ids(read({ owner: 'o', followers })), []);
});

test('a record without an owner, or with one who cannot be told, has none', () => {
  for (const owner of [null, undefined, {}, { name: 'Ada' }, '', '..', true]) {
    assert.equal(read({ owner, followers: [] }).owner, null);
  }
});

test('an answer that says nothing of the record is malformed, not empty', () => {
  for (const loose of [
    {},
    { ok: true },
    { error: 'no' },
    { version: '18' },
    'ok',
    42,
    true,
    null,
    { message: [] },
  ]) {
    assert.throws(() => read(loose), malformed);
  }
});

test('followers that are no list are malformed', () => {
  for (const followers of ['a,b', 7, true, { items: [] }, {}]) {
    assert.throws(() => read({ owner: 'o', followers }), malformed);
  }
});

test('the snapshot of another record is malformed', () => {
  for (const other of [
    { id: 'c2' },
    { type: 'deal' },
    { type: 'deal', id: 'c1' },
    { type: 'contact', id: 1 },
    'c2',
  ]) {
    assert.throws(() => read({ record: other, followers: [] }), malformed);
  }
  for (const same of [{}, { id: 'c1' }, { type: 'contact' }, null, 'c1', record]) {
    assert.deepEqual(read({ record: same, followers: [] }).record, {
      ...record,
      version: undefined,
      by: undefined,
    });
  }
  const numbered = readSnapshot({ record: { id: 42 }, followers: [] }, { type: 'contact', id: '42' });
  assert.equal(numbered.record.id, '42');
});

test('an id of a record that the host stores beside the record is nobody’s business', () => {
  assert.deepEqual(ids(read({ id: 'c_99', name: 'Maria Lopez', owner: 'o', followers: ['a'] })), ['a']);
});

test('an entry without a usable id is dropped and nothing else is lost', () => {
  const bad = [
    null,
    undefined,
    '',
    '.',
    '..',
    {},
    { user: null },
    { user: {} },
    { name: 'x' },
    [],
    ['a'],
    true,
    NaN,
  ];
  const unusable = [{ id: 'x'.repeat(201) }, { id: '\uD800' }, { id: Infinity }, { id: { id: 'a' } }];
  for (const entry of [...bad, ...unusable]) {
    assert.deepEqual(ids(read({ owner: 'o', followers: ['a', entry, 'b'] })), ['a', 'b']);
  }
});

test('somebody named twice follows once, as named first', () => {
  const followers = [{ id: 'a', name: 'First' }, 'b', { id: 'a', name: 'Second' }, 1, '1'];
  const snapshot = read({ owner: null, followers });
  assert.deepEqual(ids(snapshot), ['a', 'b', '1']);
  assert.equal(snapshot.followers[0]!.user.name, 'First');
});

test('the owner is never also a follower', () => {
  assert.deepEqual(ids(read({ owner: { id: 7 }, followers: ['a', '7', { user: { id: 7 } }] })), ['a']);
});

test('more followers than the limit are kept', () => {
  const followers = Array.from({ length: 12 }, (_, i) => `u${i}`);
  assert.equal(read({ owner: 'o', limit: 10, followers }).followers.length, 12);
});

test('ids that are words of the language are ids like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const snapshot = read(JSON.parse(JSON.stringify({ owner: 'o', followers: names })));
  assert.deepEqual(ids(snapshot), names);
  assert.deepEqual(
    snapshot.followers.map(({ user }) => user.name),
    ['', '', '', ''],
  );
});

test('a prototype in an answer gives nobody any right', () => {
  const loose: unknown = JSON.parse(
    '{"__proto__":{"can":{"changeOwner":true}},"followers":[],"viewer":{"id":"v","__proto__":{"admin":true}}}',
  );
  const { can, viewer } = read(loose);
  assert.equal(can, undefined);
  assert.equal(viewer!.admin, undefined);
  assert.equal(({} as { admin?: unknown }).admin, undefined);
});

test('the limit is the answer’s, else the one given, else ten', () => {
  for (const [given, fallback, limit] of [
    [0, 3, 0],
    ['12', 3, 12],
    [1e9, 3, 1e9],
    [null, 3, 3],
    ['many', 0, 0],
    [-1, undefined, 10],
    [2.5, undefined, 10],
    [undefined, undefined, 10],
  ] as const) {
    assert.equal(readSnapshot({ limit: given, followers: [] }, record, { limit: fallback }).limit, limit);
  }
});

test('a version is a string or a number, and anything else is none', () => {
  for (const [given, version] of [
    ['17', '17'],
    [17, '17'],
    [0, '0'],
    ['2026-11-23T10:00Z', '2026-11-23T10:00Z'],
    ['', undefined],
    [null, undefined],
    [{}, undefined],
  ] as const) {
    assert.equal(read({ record: { version: given }, followers: [] }).record.version, version);
  }
});

test('whoever made a version is named by the answer, or by what is known of an id, or not at all', () => {
  const people = new Map([['u1', person('u1', { name: 'Ada' })]]);
  const by = (loose: unknown) =>
    readSnapshot({ record: { by: loose }, followers: [] }, record, { people }).record.by;
  assert.deepEqual(by({ id: 'u2', name: 'Bea', email: 'b@x' }), { id: 'u2', name: 'Bea' });
  assert.deepEqual(by('u1'), { id: 'u1', name: 'Ada' });
  for (const nobody of [undefined, null, '', {}, { name: 'Ada' }, [], true])
    assert.equal(by(nobody), undefined);
});

test('features are those the answer names, else those given', () => {
  const given = (features: unknown) =>
    readSnapshot({ features, followers: [] }, record, { features: ['owner'] });
  assert.deepEqual(given(['etag', 7, null, '', 'batch']).features, ['etag', 'batch']);
  assert.deepEqual(given([]).features, []);
  for (const none of [undefined, null, 'etag', {}]) assert.deepEqual(given(none).features, ['owner']);
});

test('rights are yes, no, or no with a reason; anything else is unsaid', () => {
  for (const [given, verdict] of [
    [true, true],
    [false, false],
    [{ reason: 'read-only' }, { reason: 'read-only', detail: undefined }],
    [
      { reason: 7, detail: 'Ask Ada.' },
      { reason: undefined, detail: 'Ask Ada.' },
    ],
    ['yes', undefined],
    [1, undefined],
    [0, undefined],
    [null, undefined],
  ] as const) {
    const { can } = read({
      followers: [],
      can: { addFollower: given, removeFollower: given, changeOwner: given },
    });
    assert.deepEqual(can, { addFollower: verdict, removeFollower: verdict, changeOwner: verdict });
    assert.deepEqual(readUser({ id: 'a', assignable: given })!.assignable, verdict);
  }
  for (const can of [undefined, null, true, 'all']) assert.equal(read({ followers: [], can }).can, undefined);
});

test('a viewer needs an id, and is given no right but by true or false', () => {
  for (const viewer of [undefined, null, {}, { admin: true }, { id: '', admin: true }]) {
    assert.equal(read({ followers: [], viewer }).viewer, undefined);
  }
  const loose = { id: 7, admin: 'yes', onlyAssignedData: 1, canEdit: null, keepsAccess: 'true' };
  assert.deepEqual(plain(read({ followers: [], viewer: loose }).viewer), { id: '7' });
});

test('where somebody came from is told only in kinds we know', () => {
  const source = (given: unknown) => plain(read([{ user: 'a', source: given }]).followers[0]!.source ?? null);
  assert.deepEqual(source({ kind: 'import' }), { kind: 'import' });
  assert.deepEqual(source('rule'), { kind: 'rule' });
  assert.deepEqual(source({ kind: 'api', name: 7, by: { name: 'nobody' } }), { kind: 'api' });
  for (const none of [undefined, null, 7, [], {}, { kind: 'magic' }]) assert.equal(source(none), null);
});

test('no JSON at all makes the readers fail in any other way', () => {
  const key = fc.constantFrom(
    'id',
    'name',
    'user',
    'owner',
    'followers',
    'record',
    'can',
    'viewer',
    'items',
    'source',
    'by',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, 0, 7, '', 'a', 'c1', '..'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (loose) => {
      for (const reader of [read, readPage]) {
        try {
          reader(loose);
        } catch (error) {
          if (!isProblem(error)) throw error;
        }
      }
    }),
  );
});
