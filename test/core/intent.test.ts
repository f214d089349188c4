/** Changes on top of a record: what is shown, what undoes them, what differs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Change, difference, fold, type Intent, inverse } from '../../src/core/intent.ts';
import type { Snapshot } from '../../src/core/record.ts';
import { following, shownTo, snapshotOf, user } from '../support/situations.ts';

const add = (id: string): Change => ({ op: 'add', user: user(id) });
const remove = (id: string): Change => ({ op: 'remove', user: user(id) });
const own = (id: string, keepPrevious?: boolean): Change => ({ op: 'owner', user: user(id), keepPrevious });

/** The owner's id, then those of the followers; a pending one with a star. */
const shown = ({ owner, followers }: Snapshot) => [
  owner?.id,
  ...followers.map((follower) => follower.user.id + (follower.pending ? '*' : '')),
];
const folded = (changes: (Change | Intent)[], rest?: Partial<Snapshot>) =>
  shown(fold(snapshotOf(rest), changes));

test('no change shows what is confirmed, the same object', () => {
  const snapshot = snapshotOf();
  assert.equal(fold(snapshot, []), snapshot);
});

test('an added follower comes last and is pending', () => {
  assert.deepEqual(folded([add('x'), add('y')]), ['o', 'f', 'g', 'x*', 'y*']);
});

test('a removed follower is gone, and the others keep their places', () => {
  assert.deepEqual(folded([remove('f')]), ['o', 'g']);
});

test('a new owner leaves the followers, and the previous one joins them only if asked to', () => {
  assert.deepEqual(folded([own('x')]), ['x', 'f', 'g']);
  assert.deepEqual(folded([own('f')]), ['f', 'g']);
  assert.deepEqual(folded([own('f', true)]), ['f', 'g', 'o*']);
  assert.deepEqual(folded([own('x', true)], { owner: null }), ['x', 'f', 'g']);
});

test('a previous owner who is listed as a follower already is not listed twice', () => {
  assert.deepEqual(folded([own('x', true)], { followers: following('o', 'f') }), ['x', 'o', 'f']);
});

test('a change that does not apply any more is skipped, without a trace', () => {
  const snapshot = snapshotOf({ can: { addFollower: true } });
  for (const change of [add('f'), add('o'), remove('x'), remove('o'), own('o'), own('o', true)]) {
    assert.equal(fold(snapshot, [change]), snapshot);
  }
});

test('changes build on one another', () => {
  assert.deepEqual(folded([remove('f'), add('f')]), ['o', 'g', 'f*']);
  assert.deepEqual(folded([add('x'), own('x', true), remove('g')]), ['x', 'f', 'o*']);
  assert.deepEqual(folded([own('x', true), own('o')]), ['o', 'f', 'g']);
});

test('failed intents are left out, unsent and sent ones are shown', () => {
  const intent = (id: string, state: Intent['state']): Intent => ({ id: 1, ...add(id), state });
  assert.deepEqual(folded([intent('a', 'unsent'), intent('b', 'sent'), intent('c', 'failed')]), [
    'o',
    'f',
    'g',
    'a*',
    'b*',
  ]);
});

test('somebody the server has confirmed meanwhile is no longer pending', () => {
  assert.deepEqual(folded([add('x')], { followers: following('x', 'y') }), ['o', 'x', 'y']);
});

test('more followers than the limit are shown; the limit is the policy’s business', () => {
  assert.deepEqual(folded([add('x')], { limit: 2 }), ['o', 'f', 'g', 'x*']);
});

test('the server’s word on the viewer is dropped by changes of the viewer and of the owner only', () => {
  const can = { addFollower: true };
  const of = (...changes: Change[]) => fold(shownTo('f', { can }).snapshot, changes).can;
  for (const change of [remove('f'), own('x'), own('f')]) assert.equal(of(change), undefined);
  for (const change of [add('x'), remove('g')]) assert.equal(of(change), can);
  assert.equal(of(add('f')), can, 'a change that does not apply drops nothing');
  assert.equal(of(remove('f'), add('f')), undefined, 'nor does a way back restore it');
});

test('an added and a removed follower undo each other', () => {
  assert.deepEqual(inverse(add('x'), snapshotOf()), remove('x'));
  assert.deepEqual(inverse(remove('f'), snapshotOf()), add('f'));
});

test('an owner change is undone by the previous owner, with the new one a follower again if they were', () => {
  assert.deepEqual(inverse(own('x', true), snapshotOf()), {
    op: 'owner',
    user: user('o'),
    keepPrevious: false,
  });
  assert.deepEqual(inverse(own('f'), snapshotOf()), { op: 'owner', user: user('o'), keepPrevious: true });
});

test('there is no way back to having no owner', () => {
  assert.equal(inverse(own('x'), snapshotOf({ owner: null })), undefined);
});

test('the difference names who was added and removed, and whether the owner changed', () => {
  const compare = (before: Snapshot | undefined, now: Snapshot | undefined) => {
    const { added, removed, owner } = difference(before, now);
    return [added.map(({ id }) => id), removed.map(({ id }) => id), owner];
  };
  const before = snapshotOf();
  assert.deepEqual(compare(before, before), [[], [], false]);
  assert.deepEqual(compare(before, snapshotOf({ followers: following('g', 'f') })), [[], [], false]);
  assert.deepEqual(compare(before, fold(before, [add('x'), remove('f')])), [['x'], ['f'], false]);
  assert.deepEqual(compare(before, fold(before, [own('f', true)])), [['o'], ['f'], true]);
  assert.deepEqual(compare(before, snapshotOf({ owner: null })), [[], [], true]);
  assert.deepEqual(compare(undefined, before), [['f', 'g'], [], true]);
  assert.deepEqual(compare(before, undefined), [[], ['f', 'g'], true]);
  assert.deepEqual(compare(undefined, undefined), [[], [], false]);
});

test('the difference gives the people as they were last known', () => {
  const before = snapshotOf();
  const ada = { ...user('x'), name: 'Ada' };
  const { added } = difference(before, fold(before, [{ op: 'add', user: ada }]));
  assert.deepEqual(added, [ada]);
});
