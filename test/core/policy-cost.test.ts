/** What a change costs the viewer, and whether it can be taken back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../src/core/intent.ts';
import { losesAccess, losesOwnerRight, reversible } from '../../src/core/policy.ts';
import type { Snapshot, Viewer } from '../../src/core/record.ts';
import { following, shownTo, user } from '../support/situations.ts';

const restricted = { onlyAssignedData: true };
const add = (id: string, rest = {}): Change => ({ op: 'add', user: user(id, rest) });
const remove = (id: string, rest = {}): Change => ({ op: 'remove', user: user(id, rest) });
const owner = (id: string, keepPrevious?: boolean): Change => ({ op: 'owner', user: user(id), keepPrevious });

type Row = [what: string, Change, Viewer | undefined, Partial<Snapshot>?];

const COSTS_ACCESS: Row[] = [
  ['a restricted follower leaves', remove('f'), { id: 'f', ...restricted }],
  ['a restricted owner hands over', owner('x'), { id: 'o', ...restricted }],
];
const COSTS_NOTHING: Row[] = [
  ['a follower leaves who sees everything', remove('f'), { id: 'f' }],
  [
    'a restricted follower leaves who keeps access by a team',
    remove('f'),
    { id: 'f', ...restricted, keepsAccess: true },
  ],
  ['a restricted admin leaves', remove('f'), { id: 'f', ...restricted, admin: true }],
  ['a restricted follower removes another', remove('g'), { id: 'f', ...restricted }],
  ['a restricted owner hands over and stays as a follower', owner('x', true), { id: 'o', ...restricted }],
  ['somebody leaves who could not see the record before', remove('r'), { id: 'r', ...restricted }],
  ['an unknown viewer removes somebody', remove('f'), undefined],
];

for (const [what, change, viewer, rest] of COSTS_ACCESS) {
  test(`access is lost when ${what}`, () => assert.equal(losesAccess(change, shownTo(viewer, rest)), true));
}
for (const [what, change, viewer, rest] of COSTS_NOTHING) {
  test(`access is kept when ${what}`, () => assert.equal(losesAccess(change, shownTo(viewer, rest)), false));
}

test('the right to change the owner is lost by handing over and staying, and by starting to follow', () => {
  assert.equal(losesOwnerRight(owner('x', true), shownTo('o')), true);
  assert.equal(losesOwnerRight(owner('x'), shownTo({ id: 'o', ...restricted })), true);
  assert.equal(losesOwnerRight(add('c'), shownTo('c')), true);
  assert.equal(losesOwnerRight(add('c'), shownTo('c', { can: { changeOwner: true } })), true);
});

test('the right to change the owner is kept by who sees everything and does not follow, by admins and by owners', () => {
  assert.equal(losesOwnerRight(owner('x'), shownTo('o')), false);
  assert.equal(losesOwnerRight(owner('c'), shownTo('c')), false);
  assert.equal(losesOwnerRight(add('x'), shownTo('c')), false);
  assert.equal(losesOwnerRight(add('a'), shownTo({ id: 'a', admin: true })), false);
});

test('who never had the right to change the owner does not lose it', () => {
  assert.equal(losesOwnerRight(remove('f'), shownTo({ id: 'f', ...restricted })), false);
  assert.equal(losesOwnerRight(add('c'), shownTo('c', { can: { changeOwner: false } })), false);
});

const twelve = following('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');

const TAKES_BACK: Row[] = [
  ['adding somebody', add('x'), { id: 'o' }],
  ['adding the last who fits', add('x'), { id: 'o' }, { limit: 3 }],
  ['removing somebody', remove('f'), { id: 'o' }],
  ['removing somebody from a full list', remove('f'), { id: 'o' }, { limit: 2 }],
  ['following', add('c'), { id: 'c' }],
  ['leaving, for who sees everything', remove('f'), { id: 'f' }],
  ['an owner change by a colleague', owner('x'), { id: 'c' }],
  ['an owner change by a colleague, to a follower', owner('f'), { id: 'c' }],
  ['an owner change by an admin', owner('x', true), { id: 'a', admin: true }],
  ['taking over the ownership', owner('c'), { id: 'c' }],
  ['handing over without staying, for who sees everything', owner('x'), { id: 'o' }],
];
const STAYS: Row[] = [
  ['leaving while restricted', remove('f'), { id: 'f', ...restricted }],
  ['leaving as a reader', remove('f'), { id: 'f', canEdit: false }],
  ['handing over and staying as a follower', owner('x', true), { id: 'o' }],
  ['handing over while restricted', owner('x'), { id: 'o', ...restricted }],
  ['removing somebody inactive', remove('f', { active: false }), { id: 'o' }],
  ['removing one of twelve', remove('f'), { id: 'o' }, { followers: twelve }],
  ['removing somebody where following is off', remove('f'), { id: 'o' }, { limit: 0 }],
  ['giving an owner to a record that had none', owner('x'), { id: 'c' }, { owner: null }],
  ['replacing an inactive owner', owner('x'), { id: 'c' }, { owner: user('o', { active: false }) }],
];

for (const [what, change, viewer, rest] of TAKES_BACK) {
  test(`can be taken back: ${what}`, () => assert.equal(reversible(change, shownTo(viewer, rest)), true));
}
for (const [what, change, viewer, rest] of STAYS) {
  test(`cannot be taken back: ${what}`, () => assert.equal(reversible(change, shownTo(viewer, rest)), false));
}

test('a backend that lets mere followers add nobody makes their removals final', () => {
  const situation = { ...shownTo('f'), options: { followersMayAdd: false } };
  assert.equal(reversible(remove('g'), situation), false);
});

test('a veto against the way back makes a change final', () => {
  const situation = { ...shownTo('o'), check: (action: string) => action === 'add' && 'No.' };
  assert.equal(reversible(remove('f'), situation), false);
});
