/** What one element adds to the record it shares: what failed, what can be undone, what is not sent yet. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { Intent } from '../../src/core/intent.ts';
import { Problem, type ProblemCode } from '../../src/core/problem.ts';
import { fakeAdapter, person, snapshot } from '../support/fake-adapter.ts';
import { ids, openStore, type Opened, pass, show, turn } from '../support/open-store.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

/** Makes a change that the server accepts. */
async function done({ adapter, make }: Opened, op: 'add' | 'remove', who: string, answer: unknown) {
  const made = make(op, who);
  (await adapter.next(op)).answer(answer);
  return made;
}

/** Adds somebody and fails. */
async function fail({ adapter, make }: Opened, who: string, code: ProblemCode = 'timeout') {
  const made = make('add', who);
  (await adapter.next('add')).fail(new Problem(code));
  await turn();
  const read = adapter.calls.at(-1);
  if (read?.op === 'load') (await adapter.next('load')).answer(snapshot(18, 'a b'));
  return made;
}

const unsent = (op: Intent['op'], id: string): Intent => ({ op, user: person(id), id: 0, state: 'unsent' });
const failed = ({ overlay }: { overlay: Opened['overlay'] }) => overlay.failed.map(({ user }) => user.id);
const back = ({ overlay }: { overlay: Opened['overlay'] }) =>
  overlay.back && `${overlay.back.op} ${overlay.back.user.id}`;

test('an addition that was not saved stays, outside the record, until it is dismissed', async () => {
  for (const code of ['follower-limit', 'timeout', 'malformed-response', 'offline', 'unknown'] as const) {
    const opened = await openStore();
    assert.equal((await fail(opened, 'x', code)).outcome, 'refused');
    assert.deepEqual([failed(opened), ids(opened.overlay.shown)], [['x'], 'a b']);
    assert.equal(opened.overlay.failed[0]?.problem?.code, code);
    opened.overlay.dismiss(person('y'));
    assert.deepEqual(failed(opened), ['x']);
    opened.overlay.dismiss(person('x'));
    assert.deepEqual(failed(opened), []);
  }
});

test('an addition that was refused for good does not stay, nor does a removal that was not saved', async () => {
  const opened = await openStore();
  await fail(opened, 'x', 'user-not-assignable');
  const removed = opened.make('remove', 'a');
  (await opened.adapter.next('remove')).fail(new Problem('offline'));
  await removed;
  assert.deepEqual([opened.overlay.intents, ids(opened.overlay.shown)], [[], 'a b']);
});

test('trying again replaces what failed: one person is never there twice', async () => {
  const opened = await openStore();
  await fail(opened, 'x');
  const again = opened.make('add', 'x');
  assert.deepEqual([failed(opened), ids(opened.overlay.shown)], [[], 'a b x?']);
  (await opened.adapter.next('add')).fail(new Problem('offline'));
  await again;
  assert.deepEqual(failed(opened), ['x']);
  await done(opened, 'add', 'x', snapshot(19, 'a b x'));
  assert.deepEqual([failed(opened), ids(opened.overlay.shown)], [[], 'a b x']);
});

test('the same addition asked for twice and failed twice is there once', async () => {
  const opened = await openStore();
  const made = [opened.make('add', 'x'), opened.make('add', 'x')];
  for (const _ of made) (await opened.adapter.next('add')).fail(new Problem('offline'));
  await Promise.all(made);
  assert.deepEqual(failed(opened), ['x']);
});

test('what failed is gone once somebody else adds that person after all, and does not come back', async () => {
  const opened = await openStore();
  const other = show(opened.store);
  await fail(opened, 'x');
  assert.deepEqual([failed(opened), failed(other)], [['x'], []]);
  const made = other.make('add', 'x');
  assert.deepEqual(failed(opened), []);
  (await opened.adapter.next('add')).answer(snapshot(19, 'a b x'));
  await made;
  opened.store.adopt(snapshot(20, 'a b'));
  assert.deepEqual(failed(opened), []);
  await fail(opened, 'y');
  opened.store.adopt(snapshot(21, 'a b y'));
  assert.deepEqual(failed(opened), []);
});

test('what failed for one viewer is not shown to the next, and stays for the same one after a new sign-in', async () => {
  for (const [next, kept] of [
    ['ann', ['x']],
    ['bob', []],
  ] as const) {
    const opened = await openStore(snapshot(17, 'a b', { viewer: { id: 'ann' } }));
    await fail(opened, 'x', 'offline');
    opened.source.signedOut(new Problem('not-authenticated'));
    const read = opened.store.load();
    (await opened.adapter.next('load')).answer(snapshot(18, 'a b', { viewer: { id: next } }));
    await read;
    assert.deepEqual(failed(opened), kept);
  }
});

test('an element that joins a record read earlier knows for whom it keeps what is not sent', async () => {
  const first = await openStore(snapshot(17, 'a b', { viewer: { id: 'ann' } }));
  const second = show(first.store);
  second.overlay.intents = [unsent('add', 'x')];
  first.store.adopt(snapshot(18, 'a b', { viewer: { id: 'bob' } }));
  assert.deepEqual(second.overlay.intents, []);
});

test('the last change can be taken back, and taking it back can not', async () => {
  const opened = await openStore();
  assert.equal(back(opened), undefined);
  const { undoable } = await done(opened, 'remove', 'a', snapshot(18, 'b'));
  assert.deepEqual([undoable, back(opened)], [true, 'add a']);
  const undone = opened.overlay.make(opened.overlay.back!);
  assert.equal(back(opened), undefined);
  (await opened.adapter.next('add')).answer(snapshot(19, 'b a'));
  const made = await undone;
  assert.deepEqual([made.outcome, made.undoable, back(opened)], ['added', false, undefined]);
});

test('only the last change can be taken back, and only in the element that made it', async () => {
  const opened = await openStore();
  const other = show(opened.store);
  await done(opened, 'remove', 'a', snapshot(18, 'b'));
  await done({ ...opened, ...other }, 'add', 'x', snapshot(19, 'b x'));
  assert.deepEqual([back(opened), back(other)], ['add a', 'remove x']);
  await done(opened, 'add', 'y', snapshot(20, 'b x y'));
  assert.equal(back(opened), 'remove y');
});

test('of two changes on their way, the later one is what can be taken back', async () => {
  const opened = await openStore();
  const made = [opened.make('remove', 'a'), opened.make('add', 'x')];
  (await opened.adapter.next('remove')).answer(snapshot(18, 'b'));
  (await opened.adapter.next('add')).answer(snapshot(19, 'b x'));
  await Promise.all(made);
  assert.equal(back(opened), 'remove x');
});

test('somebody else changing the same person ends it; changing others does not', async () => {
  const opened = await openStore();
  await done(opened, 'remove', 'a', snapshot(18, 'b'));
  opened.store.adopt(snapshot(19, 'b c'));
  assert.equal(back(opened), 'add a');
  opened.store.adopt(snapshot(20, 'b c a'));
  assert.equal(back(opened), undefined);
});

test('a handover can be taken back until somebody else changes the owner', async () => {
  const opened = await openStore();
  const made = opened.make('owner', 'x', { keepPrevious: true });
  (await opened.adapter.next('changeOwner')).answer(snapshot(18, 'a b o', { owner: person('x') }));
  assert.equal((await made).undoable, true);
  assert.equal(back(opened), 'owner o');
  opened.store.adopt(snapshot(19, 'b o', { owner: person('x') }));
  assert.equal(back(opened), 'owner o');
  opened.store.adopt(snapshot(20, 'b o', { owner: person('z') }));
  assert.equal(back(opened), undefined);
});

test('taking a removal back after somebody re-added that person finds it done already', async () => {
  const opened = await openStore();
  await done(opened, 'remove', 'a', snapshot(18, 'b'));
  const change = opened.overlay.back!;
  opened.store.adopt(snapshot(19, 'b a'));
  assert.equal(opened.overlay.denial(change, opened.overlay.shown!), undefined);
  const made = await opened.overlay.make(change);
  assert.deepEqual([made.outcome, made.undoable, ids(opened.store.shown)], ['already', false, 'b a']);
  assert.deepEqual(opened.adapter.log, ['load', 'remove a']);
});

test('what is so already is no question of rights', async () => {
  const { overlay } = await openStore(snapshot(17, 'a', { viewer: { id: 'me', canEdit: false } }));
  const { shown } = overlay;
  assert.equal(overlay.denial({ op: 'add', user: person('a') }, shown!), undefined);
  assert.equal(overlay.denial({ op: 'remove', user: person('x') }, shown!), undefined);
  assert.equal(overlay.denial({ op: 'owner', user: person('o') }, shown!), undefined);
  assert.deepEqual(overlay.denial({ op: 'add', user: person('o') }, shown!), { reason: 'read-only' });
});

test('whether a change can be taken back is decided before it is made', async () => {
  const opened = await openStore(snapshot(17, 'a b', { viewer: { id: 'b' } }));
  // A mere follower who leaves may come back, for they see everything.
  const made = opened.make('remove', 'b');
  (await opened.adapter.next('remove')).answer(
    snapshot(18, 'a', { viewer: { id: 'b' }, can: { addFollower: false } }),
  );
  assert.equal((await made).undoable, true);
  const gone = await openStore(snapshot(17, 'a b'));
  const removed = gone.make('remove', person('a', { active: false }));
  (await gone.adapter.next('remove')).answer(snapshot(18, 'b'));
  assert.deepEqual([(await removed).undoable, back(gone)], [false, undefined]);
});

test('a change that ends after its element went to another record leaves nothing there', async () => {
  for (const settle of ['answer', 'fail'] as const) {
    const opened = await openStore();
    const made = opened.make('add', 'x');
    const sent = await opened.adapter.next('add');
    opened.overlay.attach(opened.source.store({ type: 'contact', id: 'c2' }));
    if (settle === 'answer') sent.answer(snapshot(18, 'a b x'));
    else sent.fail(new Problem('offline'));
    assert.equal((await made).outcome, settle === 'answer' ? 'added' : 'refused');
    assert.deepEqual([back(opened), failed(opened)], [undefined, []]);
  }
});

test('another record begins with nothing to undo and nothing that failed', async () => {
  const opened = await openStore();
  await fail(opened, 'y', 'offline');
  await done(opened, 'add', 'x', snapshot(18, 'a b x'));
  assert.deepEqual([back(opened), failed(opened)], ['remove x', ['y']]);
  opened.overlay.attach(opened.store);
  assert.deepEqual([back(opened), failed(opened)], [undefined, []]);
});

test('what can be undone is forgotten with everything else', async () => {
  const opened = await openStore();
  await done(opened, 'add', 'x', snapshot(18, 'a b x'));
  opened.source.signedOut(new Problem('not-authenticated'));
  assert.equal(back(opened), undefined);
});

test('one element keeps changes to itself while another sends at once: record and queue are shared, overlays are not', async () => {
  const auto = await openStore(snapshot(17, '1 2 3 4 5 6 7 8 a'));
  const manual = show(auto.store);
  manual.overlay.intents = [unsent('remove', 'a'), unsent('add', 'x')];
  assert.deepEqual(
    [ids(auto.overlay.shown), ids(manual.overlay.shown)],
    ['1 2 3 4 5 6 7 8 a', '1 2 3 4 5 6 7 8 x?'],
  );
  const made = auto.make('add', 'a2');
  assert.deepEqual(
    [ids(auto.overlay.shown), ids(manual.overlay.shown)],
    ['1 2 3 4 5 6 7 8 a a2?', '1 2 3 4 5 6 7 8 a2? x?'],
  );
  assert.deepEqual(auto.adapter.log, ['load', 'add a2']);
  (await auto.adapter.next('add')).answer(snapshot(18, '1 2 3 4 5 6 7 8 a a2'));
  await made;
  // Nor does the opposite, asked for there, cancel what is kept here.
  const added = auto.make('remove', 'x');
  assert.equal((await added).outcome, 'absent');
  assert.equal(ids(manual.overlay.shown), '1 2 3 4 5 6 7 8 a2 x?');
  assert.deepEqual(manual.news, []);
});

test('changes not sent yet survive pushes, failures of others, and whoever is dismissed', async () => {
  const opened = await openStore();
  opened.overlay.intents = [unsent('add', 'x')];
  opened.store.adopt(snapshot(18, 'a b x'));
  assert.equal(ids(opened.overlay.shown), 'a b x');
  opened.overlay.dismiss(person('x'));
  opened.source.signedOut(new Problem('not-authenticated'));
  const read = opened.store.load();
  (await opened.adapter.next('load')).answer(snapshot(19, 'a b'));
  await read;
  assert.equal(ids(opened.overlay.shown), 'a b x?');
});

test('a change without a record is a mistake of the caller', async () => {
  const { overlay, leave } = await openStore(snapshot(17), fakeAdapter());
  leave();
  await assert.rejects(overlay.make({ op: 'add', user: person('x') }), TypeError);
  await pass(5000);
});
