/** What holds of the policy whatever the record, the viewer and the change: tried on records by chance. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Change, difference, fold, inverse } from '../../src/core/intent.ts';
import * as policy from '../../src/core/policy.ts';
import type { Reason } from '../../src/core/reason.ts';
import type { Snapshot } from '../../src/core/record.ts';
import { type Scene, scenes, user } from '../support/situations.ts';

type Situation = policy.Situation;

const ids = ({ followers }: Snapshot) => followers.map((follower) => follower.user.id);
const state = (snapshot: Snapshot) => ({ owner: snapshot.owner?.id, followers: ids(snapshot).sort() });
const after = (situation: Situation, ...made: Change[]): Situation => ({
  ...situation,
  snapshot: fold(situation.snapshot, made),
});

function freeze<T>(value: T): T {
  if (value && typeof value === 'object') Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

/** The policy's table once more, as plain logic. */
function table({ snapshot: { owner, followers, viewer, limit }, options }: Situation) {
  const isOwner = !!viewer && owner?.id === viewer.id;
  const isFollower = followers.some((follower) => follower.user.id === viewer?.id);
  const admin = !viewer || !!viewer.admin;
  const mere = isFollower && !isOwner && !admin;
  const free = !viewer?.onlyAssignedData;
  const edits = viewer?.canEdit !== false;
  const sees = admin || free || isOwner || isFollower;
  const mayEdit = admin || (edits && sees);
  const closed = (allowed: boolean | undefined) => mere && allowed === false;
  return {
    sees,
    mayEdit,
    mere,
    mayAdd: mayEdit && !closed(options?.followersMayAdd),
    mayRemove: mayEdit && !closed(options?.followersMayRemoveOthers),
    mayChangeOwner: !!viewer && (admin || (edits && (isOwner || (!isFollower && free)))),
    full: followers.length >= limit,
  };
}

/** A law of all scenes, or of those that it says anything about; at least some must come up. */
function law(title: string, about: (scene: Scene) => boolean, holds: (scene: Scene) => void): void {
  void test(title, () => {
    let tried = 0;
    const property = fc.property(scenes, (scene) => {
      if (!about(freeze(scene))) return;
      tried++;
      holds(scene);
    });
    fc.assert(property, { numRuns: 2000 });
    assert.ok(tried, 'no scene was about it');
  });
}

const any = () => true;
const allowed = ({ situation, change }: Scene) => !policy.mayMake(change, situation);
const effective = (scene: Scene) =>
  allowed(scene) && fold(scene.situation.snapshot, [scene.change]) !== scene.situation.snapshot;

law('every right is as the table has it', any, ({ situation }) => {
  const { sees, mayEdit, mayAdd, mayRemove, mayChangeOwner } = table(situation);
  assert.equal(!policy.mayView(situation), sees);
  assert.equal(!policy.mayEdit(situation), mayEdit);
  assert.equal(!policy.mayAddFollowers(situation), mayAdd);
  assert.equal(!policy.mayRemoveFollowers(situation), mayRemove);
  assert.equal(!policy.mayChangeOwner(situation), mayChangeOwner);
});

law('of all reasons against adding somebody, the first in order is given', any, ({ situation, change }) => {
  const { sees, mayEdit, mayAdd, full } = table(situation);
  const { owner, followers, limit } = situation.snapshot;
  const { id, active } = change.user;
  const holding: [boolean, Reason][] = [
    [!sees, 'not-visible'],
    [!mayEdit, 'read-only'],
    [!mayAdd, 'followers-cannot-manage'],
    [owner?.id === id, 'user-is-owner'],
    [followers.some((follower) => follower.user.id === id), 'already-following'],
    [!active, 'user-inactive'],
    [full, limit === 0 ? 'off' : 'follower-limit'],
  ];
  assert.equal(policy.mayAdd(change.user, situation)?.reason, holding.find(([holds]) => holds)?.[1]);
});

const viewerFollows = ({ situation: { snapshot } }: Scene) =>
  !!snapshot.viewer && policy.isFollower(snapshot.viewer.id, snapshot);

law('leaving is always allowed', viewerFollows, ({ situation }) => {
  assert.equal(policy.mayRemove(user(situation.snapshot.viewer!.id), situation), undefined);
});

const viewerMerelyFollows = ({ situation }: Scene) => table(situation).mere;

law('nobody who merely follows may change the owner', viewerMerelyFollows, ({ situation, change }) => {
  assert.ok(policy.mayChangeOwner(situation));
  assert.ok(policy.mayMakeOwner(change.user, situation));
});

const viewerIsAdmin = ({ situation }: Scene) => !!situation.snapshot.viewer?.admin;

law('no right is ever denied to an admin', viewerIsAdmin, ({ situation }) => {
  const { mayView, mayEdit, mayAddFollowers, mayRemoveFollowers, mayChangeOwner } = policy;
  for (const right of [mayView, mayEdit, mayAddFollowers, mayRemoveFollowers, mayChangeOwner]) {
    assert.equal(right(situation), undefined, right.name);
  }
});

const adds = (scene: Scene) => scene.change.op === 'add' && allowed(scene);

law('an allowed add takes one seat, and never one beyond the limit', adds, ({ situation, change }) => {
  const { followers, limit } = after(situation, change).snapshot;
  assert.equal(followers.length, situation.snapshot.followers.length + 1);
  assert.ok(followers.length <= limit);
});

const keepsOwner = (scene: Scene) =>
  scene.change.op === 'owner' &&
  !!scene.change.keepPrevious &&
  !!scene.situation.snapshot.owner &&
  allowed(scene);

law(
  'an owner who stays as a follower never takes a seat beyond the limit',
  keepsOwner,
  ({ situation, change }) => {
    const { followers, limit } = after(situation, change).snapshot;
    assert.ok(followers.length <= limit);
    assert.ok(followers.some((follower) => follower.user.id === situation.snapshot.owner!.id));
  },
);

test('after any changes the owner does not follow, and nobody follows twice', () => {
  const changes = fc.array(
    scenes.map(({ change }) => change),
    { maxLength: 8 },
  );
  const property = fc.property(scenes, changes, ({ situation: { snapshot } }, made) => {
    const { owner, followers } = state(fold(freeze(snapshot), freeze(made)));
    assert.ok(owner === undefined || !followers.includes(owner));
    assert.equal(new Set(followers).size, followers.length);
  });
  fc.assert(property, { numRuns: 1000 });
});

law(
  'a change that is confirmed already changes nothing when it is folded again',
  any,
  ({ situation, change }) => {
    const once = after(situation, change).snapshot;
    assert.equal(fold(once, [change]), once);
  },
);

law(
  'a change of a follower makes no other difference',
  ({ change }) => change.op !== 'owner',
  (scene) => {
    const { situation, change } = scene;
    const { added, removed, owner } = difference(situation.snapshot, after(situation, change).snapshot);
    const made = [...added, ...removed].map(({ id }) => id);
    const has = policy.isFollower(change.user.id, situation.snapshot);
    const applies = change.op === 'remove' ? has : !has && situation.snapshot.owner?.id !== change.user.id;
    assert.deepEqual([made, owner], [applies ? [change.user.id] : [], false]);
  },
);

const reversible = (scene: Scene) => effective(scene) && policy.reversible(scene.change, scene.situation);

law(
  'what is done and can be undone leaves the same owner and followers',
  reversible,
  ({ situation, change }) => {
    const back = inverse(change, situation.snapshot)!;
    assert.equal(policy.mayMake(back, after(situation, change)), undefined);
    assert.deepEqual(state(after(situation, change, back).snapshot), state(situation.snapshot));
  },
);

law('access is lost by who saw the record, no longer does, and has no other way to it', allowed, (scene) => {
  const { situation, change } = scene;
  const lost = table(situation).sees && !table(after(situation, change)).sees;
  assert.equal(policy.losesAccess(change, situation), lost && !situation.snapshot.viewer?.keepsAccess);
});

const losesAccess = (scene: Scene) => allowed(scene) && policy.losesAccess(scene.change, scene.situation);

law(
  'a change that costs its maker access is never one they could undo',
  losesAccess,
  ({ situation, change }) => {
    assert.ok(situation.snapshot.viewer!.onlyAssignedData && !situation.snapshot.viewer!.admin);
    assert.equal(policy.reversible(change, situation), false);
  },
);

law(
  'the right to change the owner is lost by who had it and no longer does',
  allowed,
  ({ situation, change }) => {
    const lost = table(situation).mayChangeOwner && !table(after(situation, change)).mayChangeOwner;
    assert.equal(policy.losesOwnerRight(change, situation), lost);
  },
);
