/** The demo's data: what anyone may rely on, and what makes it a fair test of a people picker. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedData, OTHER_TENANT, TENANT } from '../../demo/server/data/fixed.ts';
import { demoData } from '../../demo/server/data/generated.ts';
import type { Dataset } from '../../demo/server/repository.ts';

const demo = demoData();
const crowd = (count: number) => Array.from({ length: count }, (_, i) => `u${101 + i}`);
const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => letter + String(i + 1).padStart(3, '0'));

const find = ({ records }: Dataset, id: string) => records.find(({ key }) => key.id === id)!;
const idsOf = (type: string, data = demo) =>
  data.records.filter(({ key }) => key.type === type).map(({ key }) => key.id);

test('the fixed people are who they are said to be', () => {
  const rights = Object.fromEntries(
    demo.people
      .filter(({ id }) => !/^u\d{3}$/.test(id))
      .map(({ id, name, tenant, active, admin, onlyAssignedData, canEdit }) => {
        const marks = Object.entries({ admin, onlyAssignedData, readOnly: !canEdit, inactive: !active });
        const special = marks.filter(([, is]) => is).map(([mark]) => mark);
        return [id, [name, tenant === TENANT ? '' : 'foreign', ...special].filter(Boolean).join(', ')];
      }),
  );
  assert.deepEqual(rights, {
    admin: 'Ada Whitlock, admin',
    owner: 'Priya Mehta',
    follower: 'Lena Fischer',
    colleague: 'Tom Becker',
    reader: 'Ines Moreau, readOnly',
    rita: 'Rita Sørby, onlyAssignedData',
    rob: 'Rob Keller, onlyAssignedData',
    gone: 'Gus Petit, inactive',
    stranger: 'Sue Field, foreign',
  });
});

test('the fixed records have the ties that they are said to have', () => {
  const ties = (id: string) => {
    const { ownerId, followers, key } = find(demo, id);
    return [key.tenant, key.type, ownerId, followers.map(({ userId }) => userId)];
  };
  assert.deepEqual(ties('c1'), [TENANT, 'contact', 'owner', ['follower', 'rita', 'reader']]);
  assert.deepEqual(ties('c-empty'), [TENANT, 'contact', 'owner', []]);
  assert.deepEqual(ties('c-unowned'), [TENANT, 'contact', null, []]);
  assert.deepEqual(ties('c-full'), [TENANT, 'contact', 'owner', crowd(10)]);
  assert.deepEqual(ties('c-over'), [TENANT, 'contact', 'owner', crowd(12)]);
  assert.deepEqual(ties('x1'), [OTHER_TENANT, 'contact', null, []]);
  assert.deepEqual(ties('o1'), [TENANT, 'opportunity', 'owner', ['follower', 'rita']]);
  assert.deepEqual(ties('o-full'), [TENANT, 'opportunity', 'owner', crowd(10)]);
});

test('the fixed data alone is part of the whole', () => {
  const fixed = fixedData();
  for (const person of fixed.people)
    assert.deepEqual(
      demo.people.find(({ id }) => id === person.id),
      person,
    );
  for (const record of fixed.records) assert.deepEqual(find(demo, record.key.id), record);
});

test('the generated people and records have the ids that they are said to have', () => {
  const users = demo.people.map(({ id }) => id).filter((id) => /^u\d/.test(id));
  assert.deepEqual(users.sort(), numbered('u', 240));
  const fixed = ['c1', 'c-empty', 'c-unowned', 'c-full', 'c-over', 'x1'];
  assert.deepEqual(idsOf('contact').sort(), [...fixed, ...numbered('c', 999)].sort());
  assert.deepEqual(idsOf('opportunity').sort(), ['o1', 'o-full', ...numbered('o', 300)].sort());
  assert.equal(new Set(demo.people.map(({ id }) => id)).size, demo.people.length);
  assert.equal(new Set(demo.people.map(({ email }) => email)).size, demo.people.length);
});

test('generated people see and edit everything', () => {
  for (const { id, tenant, active, admin, onlyAssignedData, canEdit } of demo.people) {
    if (!/^u\d/.test(id)) continue;
    assert.deepEqual(
      [tenant, active, admin, onlyAssignedData, canEdit],
      [TENANT, true, false, false, true],
      id,
    );
  }
});

test('generated records are tied to generated people only, up to ten of them and never the owner', () => {
  const sizes = new Set<number>();
  for (const { key, ownerId, followers } of demo.records.filter(({ key }) => /^[co]\d{3}$/.test(key.id))) {
    const ids = [ownerId, ...followers.map(({ userId }) => userId)];
    assert.ok(
      ids.every((id) => /^u\d{3}$/.test(id ?? '')),
      key.id,
    );
    assert.equal(new Set(ids).size, ids.length, `${key.id} has nobody twice`);
    assert.ok(followers.length <= 10, key.id);
    sizes.add(followers.length);
  }
  assert.deepEqual(
    [...sizes].sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
});

test('every opportunity belongs to a contact that is there', () => {
  const contacts = new Set(idsOf('contact'));
  for (const { key, fields } of demo.records) {
    if (key.type === 'opportunity') assert.ok(contacts.has(String(fields['contactId'])), key.id);
  }
});

test('names are as different as people: accents, equal names, right to left, single words, many scripts', () => {
  const names = demo.people.map(({ name }) => name);
  assert.ok(names.some((name) => name.startsWith('José ')));
  const equal = demo.people.filter(({ name }) => name === 'Maria Silva');
  assert.equal(equal.length, 3);
  assert.equal(new Set(equal.map(({ description }) => description)).size, 3);
  for (const script of ['Arabic', 'Hebrew', 'Han', 'Hangul', 'Thai', 'Greek', 'Cyrillic']) {
    assert.ok(
      names.some((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)),
      script,
    );
  }
  assert.ok(names.filter((name) => /^\p{L}+$/u.test(name)).length >= 5);
  assert.ok(names.every((name) => name.trim() === name && name.length > 0));
});

test('followers came in every way, after the record and before the fixed day, in order', () => {
  const kinds = new Set<string>();
  for (const { key, createdAt, followers } of demo.records) {
    const dates = [createdAt, ...followers.map(({ addedAt }) => addedAt), '2026-11-23T09:00:00.000Z'];
    assert.deepEqual(dates, [...dates].sort(), key.id);
    for (const { source } of followers) kinds.add(source.kind);
  }
  assert.deepEqual([...kinds].sort(), ['api', 'import', 'rule', 'user']);
});

test('two runs make the same data', () => {
  assert.deepEqual(demoData(), demo);
});
