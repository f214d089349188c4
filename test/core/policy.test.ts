/** The policy, row by row: who may do what, and the reason why not. Chance has its say in `policy-laws`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold } from '../../src/core/intent.ts';
import * as policy from '../../src/core/policy.ts';
import type { Denial, Reason, Verdict } from '../../src/core/reason.ts';
import { readLimit, type Snapshot, type Viewer } from '../../src/core/record.ts';
import { following, shownTo, snapshotOf, user } from '../support/situations.ts';

const { mayAdd, mayChangeOwner, mayEdit, mayMake, mayMakeOwner, mayRemove, mayView } = policy;
type Answer = Reason | undefined;

const x = user('x');
const reasonOf = (denial: Denial | undefined): Answer => denial?.reason;

/** What the six questions answer to one viewer of a record with the owner `o` and the followers `f` and `g`. */
function answers(
  viewer: Viewer | undefined,
  rest?: Partial<Snapshot>,
  options?: policy.PolicyOptions,
): Answer[] {
  const situation = { ...shownTo(viewer, rest), options };
  return [
    mayView(situation),
    mayEdit(situation),
    mayAdd(x, situation),
    mayRemove(user('g'), situation),
    mayRemove(user(viewer?.id ?? 'f'), situation),
    mayMakeOwner(x, situation),
  ].map(reasonOf);
}

const restricted = { onlyAssignedData: true };
const reading = { canEdit: false };
const yes = undefined;
const mere = 'followers-cannot-change-owner';
const barred = 'owner-change-forbidden';

const ROWS: [who: string, viewer: Viewer | undefined, ...expected: Answer[]][] = [
  //                                                              view  edit  add  remove  leave  owner
  ['an admin', { id: 'a', admin: true }, yes, yes, yes, yes, yes, yes],
  ['an admin who follows', { id: 'f', admin: true }, yes, yes, yes, yes, yes, yes],
  [
    'an admin limited to assigned data',
    { id: 'a', admin: true, ...restricted },
    yes,
    yes,
    yes,
    yes,
    yes,
    yes,
  ],
  ['an admin marked as a reader', { id: 'a', admin: true, ...reading }, yes, yes, yes, yes, yes, yes],
  ['the owner', { id: 'o' }, yes, yes, yes, yes, yes, yes],
  ['the owner limited to assigned data', { id: 'o', ...restricted }, yes, yes, yes, yes, yes, yes],
  [
    'a reader who is the owner',
    { id: 'o', ...reading },
    yes,
    'read-only',
    'read-only',
    'read-only',
    yes,
    barred,
  ],
  ['a follower', { id: 'f' }, yes, yes, yes, yes, yes, mere],
  ['a follower limited to assigned data', { id: 'f', ...restricted }, yes, yes, yes, yes, yes, mere],
  ['a reader who follows', { id: 'f', ...reading }, yes, 'read-only', 'read-only', 'read-only', yes, mere],
  ['a colleague who sees everything', { id: 'c' }, yes, yes, yes, yes, yes, yes],
  ['a reader', { id: 'r', ...reading }, yes, 'read-only', 'read-only', 'read-only', yes, barred],
  [
    'somebody limited to assigned data without a tie',
    { id: 'r', ...restricted },
    ...(['not-visible', 'not-visible', 'not-visible', 'not-visible', yes, 'not-visible'] as const),
  ],
  [
    'a reader limited to assigned data without a tie',
    { id: 'r', ...restricted, ...reading },
    ...(['not-visible', 'not-visible', 'not-visible', 'not-visible', yes, 'not-visible'] as const),
  ],
  ['an unknown viewer', undefined, yes, yes, yes, yes, yes, 'viewer-unknown'],
];

for (const [who, viewer, ...expected] of ROWS) {
  test(`${who} may view, edit, add, remove, leave and change the owner as the policy says`, () => {
    assert.deepEqual(answers(viewer), expected);
  });
}

test('a record type has no say in the policy', () => {
  for (const type of ['opportunity', 'company', 'custom_object-7']) {
    for (const [, viewer, ...expected] of ROWS) {
      assert.deepEqual(answers(viewer, { record: { type, id: 'c1' } }), expected);
    }
  }
});

test('the viewer of the page counts where the snapshot names none, and only there', () => {
  const page = { viewer: { id: 'f' } };
  assert.equal(reasonOf(mayChangeOwner({ ...shownTo(), ...page })), mere);
  assert.equal(mayChangeOwner({ ...shownTo('c'), ...page }), undefined);
});

test('an owner who is listed as a follower too is no mere follower', () => {
  assert.equal(mayChangeOwner(shownTo('f', { owner: user('f') })), undefined);
});

test('a backend may keep mere followers from adding or from removing others, and nobody else', () => {
  const adding = { followersMayAdd: false };
  const removing = { followersMayRemoveOthers: false };
  const closed = 'followers-cannot-manage';
  assert.deepEqual(answers({ id: 'f' }, {}, adding), [yes, yes, closed, yes, yes, mere]);
  assert.deepEqual(answers({ id: 'f' }, {}, removing), [yes, yes, yes, closed, yes, mere]);
  assert.deepEqual(answers({ id: 'f', ...reading }, {}, { ...adding, ...removing }).slice(2, 4), [
    'read-only',
    'read-only',
  ]);
  for (const other of [{ id: 'o' }, { id: 'c' }, { id: 'f', admin: true }, undefined]) {
    assert.deepEqual(answers(other, {}, { ...adding, ...removing }), answers(other));
  }
});

test('a person can be added who is active, assignable, neither owner nor follower, and not vetoed', () => {
  const rows: [Parameters<typeof user>, Denial | undefined][] = [
    [['x'], undefined],
    [['x', { assignable: true }], undefined],
    [['o'], { reason: 'user-is-owner' }],
    [['f'], { reason: 'already-following' }],
    [['x', { active: false }], { reason: 'user-inactive' }],
    [['x', { assignable: false }], { reason: 'user-not-assignable' }],
    [['x', { assignable: { reason: 'read-only' } }], { reason: 'read-only' }],
    [
      ['x', { assignable: { reason: 'quota', detail: 'Full.' } }],
      { reason: 'user-not-assignable', detail: 'Full.' },
    ],
  ];
  for (const [person, denial] of rows) assert.deepEqual(mayAdd(user(...person), shownTo('o')), denial);
});

test('the viewer adds themselves by the same rules as anybody', () => {
  assert.equal(mayAdd(user('c'), shownTo('c')), undefined);
  assert.equal(reasonOf(mayAdd(user('f'), shownTo('f'))), 'already-following');
  assert.equal(reasonOf(mayAdd(user('o'), shownTo('o'))), 'user-is-owner');
  assert.equal(reasonOf(mayAdd(user('r'), shownTo({ id: 'r', canEdit: false }))), 'read-only');
});

test('a new owner may follow already, but must be active, assignable and somebody else', () => {
  const owner = shownTo('o');
  assert.equal(mayMakeOwner(user('f'), owner), undefined);
  assert.equal(reasonOf(mayMakeOwner(user('o'), owner)), 'user-is-owner');
  assert.equal(reasonOf(mayMakeOwner(user('f', { active: false }), owner)), 'user-inactive');
  assert.equal(reasonOf(mayMakeOwner(user('x', { assignable: false }), owner)), 'user-not-assignable');
});

test('a record without an owner can be given one by whoever sees everything and does not merely follow', () => {
  const unowned = { owner: null };
  assert.equal(mayMakeOwner(x, shownTo('c', unowned)), undefined);
  assert.equal(mayMakeOwner(user('c'), shownTo('c', unowned)), undefined);
  assert.equal(reasonOf(mayMakeOwner(x, shownTo('f', unowned))), mere);
  assert.equal(
    mayMake({ op: 'owner', user: x, keepPrevious: true }, shownTo('c', { ...unowned, limit: 0 })),
    undefined,
  );
});

test('the host’s veto is asked with the action and the person, and its sentence is shown', () => {
  const asked: unknown[] = [];
  const check = (action: string, person: { id: string }) => {
    asked.push([action, person.id]);
    return 'On the conflicts list.';
  };
  const denial = { reason: 'check', detail: 'On the conflicts list.' };
  const situation = { ...shownTo('o'), check };
  assert.deepEqual(mayAdd(x, situation), denial);
  assert.deepEqual(mayRemove(user('f'), situation), denial);
  assert.deepEqual(mayMakeOwner(x, situation), denial);
  assert.deepEqual(asked, [
    ['add', 'x'],
    ['remove', 'f'],
    ['owner', 'x'],
  ]);
});

test('a veto without a sentence has none of its own, and nothing at all is no veto', () => {
  const veto = (answer: unknown) => mayAdd(x, { ...shownTo('o'), check: () => answer as string });
  assert.deepEqual(veto(''), { reason: 'check', detail: undefined });
  for (const nothing of [undefined, null, false]) assert.equal(veto(nothing), undefined);
});

test('when several reasons hold, the first of the list is given', () => {
  const order: [Reason, Partial<Viewer>, Partial<Snapshot>, Parameters<typeof user>[1], boolean][] = [
    ['not-visible', { ...restricted, ...reading }, { limit: 2 }, { active: false, assignable: false }, true],
    ['read-only', reading, { limit: 2 }, { active: false, assignable: false }, true],
    ['user-is-owner', {}, { limit: 2, owner: x }, { active: false, assignable: false }, true],
    [
      'already-following',
      {},
      { limit: 1, followers: following('x') },
      { active: false, assignable: false },
      true,
    ],
    ['user-inactive', {}, { limit: 2 }, { active: false, assignable: false }, true],
    ['user-not-assignable', {}, { limit: 2 }, { assignable: false }, true],
    ['check', {}, { limit: 2 }, {}, true],
    ['follower-limit', {}, { limit: 2 }, {}, false],
  ];
  for (const [reason, viewer, snapshot, person, vetoed] of order) {
    const situation = { ...shownTo({ id: 'c', ...viewer }, snapshot), check: () => vetoed && 'No.' };
    assert.equal(reasonOf(mayAdd(user('x', person), situation)), reason);
  }
  const mereFollower = { ...shownTo('f', { owner: x, limit: 2 }), options: { followersMayAdd: false } };
  assert.equal(reasonOf(mayAdd(x, mereFollower)), 'followers-cannot-manage');
  assert.equal(reasonOf(mayAdd(x, { ...mereFollower, options: {} })), 'user-is-owner');
});

test('the last seat can be taken and none beyond it; the owner takes none', () => {
  const nine = following('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i');
  assert.equal(mayAdd(x, shownTo('o', { followers: nine })), undefined);
  const ten = [...nine, ...following('j')];
  assert.equal(reasonOf(mayAdd(x, shownTo('o', { followers: ten }))), 'follower-limit');
  assert.equal(reasonOf(mayAdd(x, shownTo({ id: 'a', admin: true }, { followers: ten }))), 'follower-limit');
  assert.equal(mayAdd(x, shownTo('o', { followers: ten, limit: 1e9 })), undefined);
});

test('twelve stored followers are too many to add to, and each can be removed', () => {
  const twelve = following('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l');
  const situation = shownTo('o', { followers: twelve });
  assert.equal(reasonOf(mayAdd(x, situation)), 'follower-limit');
  for (const follower of twelve) assert.equal(mayRemove(follower.user, situation), undefined);
});

test('a limit of zero turns following off, and no number leaves it on', () => {
  assert.equal(reasonOf(mayAdd(x, shownTo('o', { limit: 0, followers: [] }))), 'off');
  assert.equal(mayRemove(user('f'), shownTo('o', { limit: 0 })), undefined);
  assert.equal(mayMakeOwner(x, shownTo('o', { limit: 0 })), undefined);
  assert.equal(readLimit(null), undefined);
});

test('a draft without a viewer takes followers; with one, by the viewer’s rights', () => {
  const empty = { owner: null, followers: [] };
  assert.equal(mayAdd(x, shownTo(undefined, empty)), undefined);
  assert.equal(mayRemove(x, shownTo(undefined, empty)), undefined);
  assert.equal(mayAdd(x, shownTo('c', empty)), undefined);
  assert.equal(mayMakeOwner(x, shownTo('c', empty)), undefined);
  assert.equal(reasonOf(mayAdd(x, shownTo({ id: 'r', canEdit: false }, empty))), 'read-only');
});

/** The three rights, as given by a server that says the same of each. */
const rights = (verdict: Verdict, viewer: Viewer | undefined) => {
  const can = { addFollower: verdict, removeFollower: verdict, changeOwner: verdict };
  const situation = shownTo(viewer, { can });
  return [mayAdd(x, situation), mayRemove(user('g'), situation), mayMakeOwner(x, situation)];
};

test('the server’s yes replaces our own test of the viewer, for whomever it says it', () => {
  for (const viewer of [{ id: 'f' }, { id: 'r', ...restricted, ...reading }, undefined]) {
    assert.deepEqual(rights(true, viewer), [undefined, undefined, undefined]);
  }
});

test('the server’s no counts even for an admin, under its own reason or else ours', () => {
  const reason = 'followers-cannot-manage';
  assert.deepEqual(rights({ reason }, { id: 'a', admin: true }).map(reasonOf), [reason, reason, reason]);
  assert.deepEqual(rights(false, { id: 'f' }).map(reasonOf)[2], mere);
  assert.deepEqual(rights(false, { id: 'o' }).map(reasonOf), ['read-only', 'read-only', barred]);
  assert.deepEqual(rights(false, { id: 'r', ...restricted }).map(reasonOf), Array(3).fill('not-visible'));
  const foreign = { reason: 'plan-too-small', detail: 'Upgrade first.' };
  assert.deepEqual(rights(foreign, { id: 'c' })[2], { reason: barred, detail: 'Upgrade first.' });
});

test('a right the server says nothing of is tested by us', () => {
  const can = { addFollower: false };
  assert.deepEqual(answers({ id: 'f' }, { can }), [yes, yes, 'followers-cannot-manage', yes, yes, mere]);
  assert.deepEqual(answers({ id: 'f' }, { can: {} }), answers({ id: 'f' }));
});

test('the server’s yes gives no seat and makes nobody eligible', () => {
  const can = { addFollower: true, changeOwner: true };
  assert.equal(reasonOf(mayAdd(x, shownTo('f', { can, limit: 2 }))), 'follower-limit');
  assert.equal(reasonOf(mayAdd(user('g'), shownTo('f', { can }))), 'already-following');
  assert.equal(reasonOf(mayMakeOwner(user('x', { active: false }), shownTo('f', { can }))), 'user-inactive');
});

test('the server’s no keeps nobody from leaving', () => {
  assert.equal(mayRemove(user('f'), shownTo('f', { can: { removeFollower: false } })), undefined);
});

test('what the server said of the viewer no longer counts once a pending change touches them or the owner', () => {
  const can = { addFollower: false, changeOwner: false };
  const { snapshot } = shownTo('c', { can });
  const joined = fold(snapshot, [{ op: 'add', user: user('c') }]);
  assert.deepEqual(
    [reasonOf(mayAdd(x, { snapshot: joined })), reasonOf(mayChangeOwner({ snapshot: joined }))],
    [yes, mere],
  );
  const owning = fold(snapshot, [{ op: 'owner', user: user('c') }]);
  assert.equal(mayChangeOwner({ snapshot: owning }), undefined);
  const other = fold(snapshot, [{ op: 'add', user: x }]);
  assert.equal(reasonOf(mayChangeOwner({ snapshot: other })), barred);
});

test('the previous owner can stay when active and when a seat is free, the new owner’s own included', () => {
  const keep = (next: string, rest: Partial<Snapshot>) =>
    reasonOf(mayMake({ op: 'owner', user: user(next), keepPrevious: true }, shownTo('o', rest)));
  assert.equal(keep('x', {}), undefined);
  assert.equal(keep('x', { limit: 2 }), 'follower-limit');
  assert.equal(keep('f', { limit: 2 }), undefined);
  assert.equal(keep('f', { limit: 1 }), 'follower-limit');
  assert.equal(keep('x', { limit: 0 }), 'off');
  const gone = user('o', { active: false });
  assert.equal(keep('x', { owner: gone }), 'user-inactive');
  const letGo = mayMake({ op: 'owner', user: x }, shownTo('o', { limit: 2, owner: gone }));
  assert.equal(letGo, undefined);
});

test('an inactive owner can be replaced', () => {
  const owner = user('o', { active: false });
  assert.equal(mayMakeOwner(x, shownTo('c', { owner })), undefined);
});

test('mayMake asks the question that belongs to the change', () => {
  const situation = shownTo('f');
  assert.equal(mayMake({ op: 'add', user: x }, situation), undefined);
  assert.equal(reasonOf(mayMake({ op: 'add', user: user('o') }, situation)), 'user-is-owner');
  assert.equal(mayMake({ op: 'remove', user: user('g') }, situation), undefined);
  assert.equal(
    reasonOf(mayMake({ op: 'remove', user: user('g') }, shownTo({ id: 'r', canEdit: false }))),
    'read-only',
  );
  assert.equal(reasonOf(mayMake({ op: 'owner', user: x }, situation)), mere);
});

test('following is told from owning', () => {
  assert.deepEqual(
    ['f', 'o', 'x'].map((id) => policy.isFollower(id, snapshotOf())),
    [true, false, false],
  );
});
