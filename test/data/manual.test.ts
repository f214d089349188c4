/** Changes kept in one element until they are saved: what each replaces, what is shown, and what survives. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { losesAccess, losesOwnerRight, reversible } from '../../src/core/policy.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Viewer } from '../../src/core/record.ts';
import { C1, fakeAdapter, person, snapshot } from '../support/fake-adapter.ts';
import { ends, ids, openManual, openStore, show, turn, wishes } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

const full = (...others: string[]) => ['1 2 3 4 5 6 7 8', ...others].join(' ');
const by = (viewer: Viewer, rest = {}) => ({ viewer, ...rest });

test('what is picked is shown and can be undone at once, and nothing is sent', async () => {
  const { overlay, adapter, make } = await openManual();
  const made = await make('add', 'x');
  assert.deepEqual([made.outcome, made.undoable, ids(made.before)], ['added', true, 'a b']);
  await make('remove', 'a');
  await make('owner', 'y', { keepPrevious: true });
  assert.equal(ids(overlay.shown), 'b x? o?');
  assert.deepEqual([overlay.owner, overlay.value], ['y', ['b', 'x', 'o']]);
  assert.deepEqual(wishes(overlay.unsent), ['add x', 'remove a', 'owner y keep']);
  assert.deepEqual(adapter.log, ['load']);
});

test('the opposite of a change that nobody heard of leaves nothing to send', async () => {
  const { overlay, make } = await openManual();
  await make('add', 'x');
  await make('remove', 'a');
  const outcomes = [(await make('remove', 'x')).outcome, (await make('add', 'a')).outcome];
  assert.deepEqual([outcomes, overlay.intents], [['removed', 'added'], []]);
  assert.equal((await make('add', 'a')).outcome, 'already');
  assert.equal((await make('remove', 'x')).outcome, 'absent');
  assert.deepEqual(overlay.intents, []);
});

test('a second owner takes the place of the first, and the confirmed one ends it', async () => {
  const { overlay, make } = await openManual();
  await make('owner', 'x', { keepPrevious: true });
  await make('owner', 'b');
  assert.deepEqual([wishes(overlay.unsent), ids(overlay.shown)], [['owner b'], 'a']);
  await make('owner', 'o');
  assert.deepEqual([overlay.intents, ids(overlay.shown), overlay.owner], [[], 'a b', 'o']);
});

test('somebody picked as a follower and then as the owner is sent as the owner only', async () => {
  const { overlay, make } = await openManual();
  await make('add', 'x');
  await make('owner', 'x');
  assert.deepEqual(wishes(overlay.unsent), ['owner x']);
});

test('whether the previous owner follows is part of the handover that waits', async () => {
  const { overlay, make } = await openManual();
  await make('owner', 'x', { keepPrevious: true });
  await make('remove', 'o');
  assert.deepEqual([wishes(overlay.unsent), ids(overlay.shown)], [['owner x'], 'a b']);
  await make('add', 'o');
  assert.deepEqual([wishes(overlay.unsent), ids(overlay.shown)], [['owner x keep'], 'a b o?']);
});

test('undo puts back whatever the last change replaced', async () => {
  const { overlay, make } = await openManual();
  await make('add', 'x');
  for (const change of [
    { op: 'owner', user: person('x') },
    { op: 'remove', user: person('x') },
    { op: 'remove', user: person('b') },
  ] as const) {
    await overlay.make(change);
    const { back } = overlay;
    assert.ok(back);
    assert.equal(overlay.denial(back, overlay.shown!), undefined);
    const undone = await overlay.make(back);
    assert.deepEqual([undone.undoable, overlay.back], [false, undefined]);
    assert.deepEqual([wishes(overlay.unsent), ids(overlay.shown)], [['add x'], 'a b x?']);
  }
});

test('saving, discarding and an assigned value leave nothing to undo', async () => {
  const { overlay, make, adapter } = await openManual();
  await make('add', 'x');
  overlay.assign({ followers: [person('a')] });
  assert.equal(overlay.back, undefined);
  await make('add', 'y');
  overlay.discard();
  assert.deepEqual([overlay.back, overlay.intents, ids(overlay.shown)], [undefined, [], 'a b']);
  await make('add', 'z');
  const saved = overlay.save();
  assert.equal(overlay.back, undefined);
  (await adapter.next('add')).answer(snapshot(18, 'a b z'));
  await saved;
});

test('a pick that would be refused by now stays, and says why; one that came true otherwise is no change', async () => {
  const { overlay, make, store } = await openManual(snapshot(17, full()));
  await make('add', 'A');
  await make('add', 'B');
  assert.deepEqual(
    overlay.unsent.map((intent) => overlay.objection(intent)),
    [undefined, undefined],
  );
  store.adopt(snapshot(18, full('A', 'z')));
  assert.deepEqual(wishes(overlay.unsent), ['add B']);
  assert.equal(ids(overlay.shown), full('A', 'z', 'B?'));
  assert.deepEqual(overlay.objection(overlay.unsent[0]!), { reason: 'follower-limit' });
  const settled = await overlay.save();
  assert.deepEqual(ends(settled), ['add A already', 'add B refused follower-limit']);
  assert.deepEqual(wishes(overlay.failed), ['add B']);
  assert.deepEqual(overlay.failed[0]?.denial, { reason: 'follower-limit' });
  assert.equal(ids(overlay.shown), full('A', 'z'));
});

test('objections are judged in the order of saving: a removal picked last makes room all the same', async () => {
  const { overlay, make, store } = await openManual(snapshot(17, full('a')));
  await make('add', 'x');
  store.adopt(snapshot(18, full('a', 'b')));
  assert.deepEqual(overlay.objection(overlay.unsent[0]!), { reason: 'follower-limit' });
  await make('remove', 'a');
  assert.deepEqual(
    overlay.unsent.map((intent) => overlay.objection(intent)),
    [undefined, undefined],
  );
});

test('what waits takes no rights from the viewer, nor gives any', async () => {
  const restricted = { id: 'a', onlyAssignedData: true };
  const { overlay, make } = await openManual(snapshot(17, 'a b', by(restricted)));
  await make('remove', 'a');
  assert.equal(ids(overlay.shown), 'b');
  assert.equal(overlay.denial({ op: 'add', user: person('x') }, overlay.shown!), undefined);
  assert.equal(overlay.denial({ op: 'remove', user: person('b') }, overlay.shown!), undefined);
  const reader = await openManual(
    snapshot(17, 'a', by({ id: 'z', onlyAssignedData: false, canEdit: false })),
  );
  assert.deepEqual(reader.overlay.denial({ op: 'add', user: person('x') }, reader.overlay.shown!), {
    reason: 'read-only',
  });
});

test('what the server says of rights holds for all that waits', async () => {
  const can = { addFollower: { reason: 'followers-cannot-manage' }, changeOwner: false } as const;
  const { overlay, make } = await openManual(snapshot(17, 'a me', by({ id: 'me' }, { can })));
  await make('remove', 'me');
  const { shown } = overlay;
  assert.deepEqual(overlay.denial({ op: 'add', user: person('x') }, shown!), {
    reason: 'followers-cannot-manage',
  });
  assert.ok(overlay.ownerDenial(shown!));
  assert.equal(overlay.denial({ op: 'remove', user: person('a') }, shown!), undefined);
});

test('a pick can be taken back by who may not remove others, and where the person may not be added again', async () => {
  const can = { addFollower: true, removeFollower: false, changeOwner: false };
  const first = await openManual(snapshot(17, 'a', by({ id: 'me' }, { can })));
  await first.make('add', 'x');
  await first.make('add', 'y');
  const { overlay } = first;
  assert.equal(overlay.denial({ op: 'remove', user: person('x') }, overlay.shown!), undefined);
  assert.deepEqual(overlay.denial({ op: 'remove', user: person('a') }, overlay.shown!), {
    reason: 'read-only',
  });
  const gone = person('g', { active: false });
  const second = await openManual(snapshot(17, '', { limit: 1, followers: [{ user: gone }] }));
  await second.make('remove', gone);
  const again = { op: 'add', user: gone } as const;
  await second.make('add', 'x');
  assert.deepEqual(second.overlay.denial(again, second.overlay.shown!), { reason: 'follower-limit' });
  await second.make('remove', 'x');
  assert.equal(second.overlay.denial(again, second.overlay.shown!), undefined);
});

test('questions are what they would be if the change were sent at once', async () => {
  const cases = [
    [
      { id: 'a', onlyAssignedData: true },
      { op: 'remove', user: person('a') },
    ],
    [{ id: 'o' }, { op: 'owner', user: person('x') }],
    [{ id: 'c' }, { op: 'add', user: person('c') }],
    [{ id: 'c' }, { op: 'remove', user: person('a') }],
  ] as const;
  for (const [viewer, change] of cases) {
    const answers = (['auto', 'manual'] as const).map(async (mode) => {
      const { overlay } = await openStore(snapshot(17, 'a b', by(viewer)), fakeAdapter(), {}, mode);
      const situation = overlay.situation(overlay.shown!);
      return [losesAccess, losesOwnerRight, reversible].map((ask) => ask(change, situation));
    });
    assert.deepEqual(await answers[1], await answers[0]);
  }
});

test('being offline keeps nobody from picking', async () => {
  const { overlay } = await openManual();
  Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  try {
    assert.equal(overlay.denial({ op: 'add', user: person('x') }, overlay.shown!), undefined);
  } finally {
    Reflect.deleteProperty(navigator, 'onLine');
  }
});

test('an assigned value is shown exactly, as changes from what is confirmed', async () => {
  const { overlay, make } = await openManual();
  await make('add', 'x');
  overlay.assign({ followers: [person('b'), person('y'), person('y'), person('o')] });
  assert.deepEqual([ids(overlay.shown), wishes(overlay.unsent)], ['b y?', ['remove a', 'add y']]);
  overlay.assign({ followers: [person('y'), person('o')], owner: person('b') });
  assert.equal(ids(overlay.shown), 'o? y?');
  assert.deepEqual(wishes(overlay.unsent), ['remove a', 'owner b keep', 'add y']);
  overlay.assign({ followers: [person('a'), person('b')], owner: null });
  assert.deepEqual([ids(overlay.shown), overlay.owner, overlay.unsent], ['a b', 'o', []]);
});

test('a value handed back as it is shown changes nothing, not even what can be undone', async () => {
  const { overlay, make } = await openManual();
  await make('add', 'x');
  overlay.assign({ followers: ['x', 'a', 'b'].map((id) => person(id)), owner: person('o') });
  assert.deepEqual([wishes(overlay.unsent), overlay.back?.op], [['add x'], 'remove']);
});

test('a value assigned before the record is known waits for it, and is the value meanwhile', async () => {
  const adapter = fakeAdapter();
  const { store } = await openStore(snapshot(17), adapter);
  store.empty();
  const { overlay } = show(store, 'manual');
  overlay.assign({ followers: [person('x')] });
  overlay.assign({ owner: person('p') });
  assert.deepEqual([overlay.shown, overlay.value, overlay.owner], [undefined, ['x'], 'p']);
  void store.load();
  (await adapter.next('load')).answer(snapshot(18, 'a'));
  await turn();
  assert.deepEqual([overlay.value, overlay.owner], [['x'], 'p']);
  assert.deepEqual(wishes(overlay.unsent), ['remove a', 'owner p', 'add x']);
  // Once: what others do later is not taken back.
  store.adopt(snapshot(19, 'a z', { owner: person('p') }));
  assert.deepEqual(overlay.value, ['z', 'x']);
});

test('people given as bare ids have the names that are known by the time they are shown', async () => {
  const { overlay, source } = await openManual();
  overlay.assign({ followers: [person('a'), person('n', { name: '' })] });
  const name = () => overlay.shown!.followers.at(-1)!.user.name;
  assert.equal(name(), '');
  source.update({ users: [person('n', { name: 'Nora' })] });
  assert.deepEqual([name(), overlay.unsent.at(-1)?.user.name], ['Nora', 'Nora']);
});

test('elements of one record share what is confirmed and on its way, and keep the rest to themselves', async () => {
  const auto = await openStore(snapshot(17, full('a')));
  const manual = show(auto.store, 'manual');
  await manual.make('remove', 'a');
  await manual.make('add', 'x');
  assert.deepEqual([ids(auto.overlay.shown), ids(manual.overlay.shown)], [full('a'), full('x?')]);
  const added = auto.make('add', 'z');
  assert.equal(ids(manual.overlay.shown), full('z?', 'x?'));
  // Nor does the opposite, asked for there, take back what is kept here.
  const opposite = auto.make('remove', 'x');
  (await auto.adapter.next('add')).answer(snapshot(18, full('a', 'z')));
  assert.deepEqual([(await added).outcome, (await opposite).outcome], ['added', 'absent']);
  assert.equal(ids(manual.overlay.shown), full('z', 'x?'));
  const saved = manual.overlay.save();
  await turn();
  assert.equal(ids(auto.overlay.shown), full('z', 'x?'));
  const undone = auto.make('remove', 'x');
  (await auto.adapter.next('remove')).answer(snapshot(19, full('z')));
  (await auto.adapter.next('add')).answer(snapshot(20, full('z', 'x')));
  assert.deepEqual(ends(await saved), ['remove a removed', 'add x added']);
  (await auto.adapter.next('remove')).answer(snapshot(21, full('z')));
  assert.equal((await undone).outcome, 'removed');
  assert.deepEqual(manual.news, []);
});

test('another record drops what is not saved and says so; the same one, and leaving the page, keep it', async () => {
  const { overlay, make, source, store } = await openManual();
  await make('add', 'x');
  assert.equal(overlay.attach(source.store(C1), 'manual'), undefined);
  assert.deepEqual(wishes(overlay.unsent), ['add x']);
  const lost = overlay.attach(source.store({ type: 'contact', id: 'c2' }), 'manual');
  assert.deepEqual([lost?.record, wishes(lost?.changes ?? [])], [C1, ['add x']]);
  assert.deepEqual([overlay.intents, overlay.attach(store, 'manual')], [[], undefined]);
  await make('add', 'x');
  assert.deepEqual(wishes(overlay.attach(store, 'auto')?.changes ?? []), ['add x']);
});

test('nobody sees what somebody else had picked', async () => {
  const { overlay, make, store } = await openManual(snapshot(17, 'a', by({ id: 'ann', admin: true })));
  await make('add', 'x');
  overlay.intents = [...overlay.intents];
  store.adopt(snapshot(18, 'a', by({ id: 'bob', admin: true })));
  assert.deepEqual(overlay.intents, []);
});

test('somebody else changing the person of the last pick ends its undo', async () => {
  const { overlay, make, store } = await openManual();
  await make('remove', 'a');
  store.adopt(snapshot(18, 'a b c'));
  assert.ok(overlay.back);
  store.adopt(snapshot(19, 'b c'));
  assert.equal(overlay.back, undefined);
});

test('what failed can be wanted again, dismissed, or picked anew', async () => {
  const { overlay, make, adapter } = await openManual();
  const fail = async () => {
    const saved = overlay.save();
    (await adapter.next('add')).fail(new Problem('user-not-assignable', { reason: 'user-inactive' }));
    return ends(await saved);
  };
  await make('add', 'x');
  assert.deepEqual(await fail(), ['add x refused user-not-assignable']);
  assert.equal(overlay.failed[0]?.problem?.reason, 'user-inactive');
  assert.deepEqual([wishes(overlay.unsent), ids(overlay.shown), overlay.value], [[], 'a b', ['a', 'b']]);
  assert.deepEqual(await overlay.save(), []);
  overlay.retry(person('x'));
  assert.deepEqual([wishes(overlay.unsent), overlay.failed], [['add x'], []]);
  assert.deepEqual(await fail(), ['add x refused user-not-assignable']);
  await make('add', 'x');
  assert.deepEqual([wishes(overlay.unsent), overlay.failed], [['add x'], []]);
  assert.deepEqual(await fail(), ['add x refused user-not-assignable']);
  overlay.dismiss(person('x'));
  assert.deepEqual(overlay.intents, []);
});
