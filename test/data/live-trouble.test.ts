/** Streams that can't be had, or not now: when they are asked for again, and what is done without them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import { snapshot } from '../support/fake-adapter.ts';
import { type FakeWindow, fakeWindow } from '../support/fake-window.ts';
import { EVENTS, openLive, soon } from '../support/open-live.ts';
import { ids, pass, turn } from '../support/open-store.ts';

let page: FakeWindow;
const leaving: (() => void)[] = [];

beforeEach(() => {
  page = fakeWindow();
  mock.method(Math, 'random', () => 1);
});

afterEach(async () => {
  for (const leave of leaving.splice(0)) leave();
  await pass(10_000);
  assert.deepEqual(page.listening, [], 'nothing listens any more');
  mock.restoreAll();
});

/** A record that is followed, and the first stream, which is about to begin. */
async function open(how = {}) {
  const live = openLive();
  const followed = await live.follow('c1', how);
  leaving.push(followed.leave);
  await soon();
  return { ...live, ...followed, first: await live.stream() };
}

const at = (version: number, followers: string) => snapshot(version, followers, EVENTS);

for (const code of ['not-found', 'action-forbidden', 'malformed-response', 'setup'] as const) {
  test(`${code} will not pass: nobody asks again until the viewer comes back`, async () => {
    const { first, count } = await open();
    first.call.fail(new Problem(code));
    await pass(600_000);
    assert.equal(count('subscribe'), 1);
    page.fire('focus');
    await soon();
    assert.equal(count('subscribe'), 2);
  });
}

test('where there is no listening records are read when the viewer comes back, each once', async () => {
  const { adapter, store, first, count } = await open({ eager: false });
  assert.equal(first.call.options.auto, true);
  first.call.answer(false);
  await pass(5000);
  for (const type of ['visibilitychange', 'focus']) page.fire(type);
  await soon();
  (await adapter.next('subscribe')).answer(false);
  (await adapter.next('load')).answer(at(18, 'a'));
  await turn();
  assert.deepEqual([ids(store.shown), count('load')], ['a', 2]);
  await pass(600_000);
  assert.deepEqual([count('subscribe'), count('load')], [2, 2]);
});

test('what was read a moment ago is not read again because the viewer came back', async () => {
  const { adapter, first, count } = await open({ eager: false });
  first.call.answer(false);
  await turn();
  page.fire('focus');
  await soon();
  (await adapter.next('subscribe')).answer(false);
  await turn();
  assert.equal(count('load'), 1);
});

test('somebody who is signed out is asked no more until they are signed in again', async () => {
  const { adapter, store, first, count, news } = await open();
  first.tell({ lastEventId: 'e7' });
  first.call.fail(new Problem('not-authenticated'));
  await pass(600_000);
  assert.deepEqual([news, store.confirmed, count('subscribe')], [['emptied'], undefined, 1]);
  void store.load();
  (await adapter.next('load')).answer(at(18, 'a'));
  await turn();
  await soon();
  const call = await adapter.next('subscribe');
  assert.equal(call.options.lastEventId, '', 'what was heard before was not for them');
});

test('a pause that a server asks for is kept, within reason', async () => {
  const { first, stream, count } = await open();
  first.tell({ retry: 1 });
  first.call.answer();
  await pass(800);
  assert.equal(count('subscribe'), 1);
  await pass(200);
  (await stream()).call.fail(new Problem('unavailable', { retryAfter: 20 }));
  await pass(19_800);
  assert.equal(count('subscribe'), 2);
  await pass(200);
  // Longer than a timer can wait, which would end at once.
  (await stream()).call.fail(new Problem('unavailable', { retryAfter: 4_000_000 }));
  await pass(60_000);
  assert.equal(count('subscribe'), 3);
});
