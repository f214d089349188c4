/** When there is a stream, what it is about, and what is made of what it says. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import { snapshot } from '../support/fake-adapter.ts';
import { type FakeWindow, fakeWindow } from '../support/fake-window.ts';
import { contact, EVENTS, openLive } from '../support/open-live.ts';
import { ids, pass, turn } from '../support/open-store.ts';
import { soon } from '../support/open-live.ts';

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

/** What `openLive` opens, left at the end of the test. */
function open(...[adapter]: Parameters<typeof openLive>) {
  const live = openLive(adapter);
  return {
    ...live,
    async follow(...args: Parameters<typeof live.follow>) {
      const followed = await live.follow(...args);
      leaving.push(followed.leave);
      return followed;
    },
  };
}

const at = (version: string | number, followers: string) => snapshot(version, followers, EVENTS);

test('there is one stream for all records that are shown, a moment after they are', async () => {
  const { follow, stream, count } = open();
  await follow('c1');
  await follow('c2');
  await follow('c1');
  assert.equal(count('subscribe'), 0);
  await soon();
  const { ids: about, lastEventId, call } = await stream();
  assert.deepEqual([about, lastEventId, call.options.auto], [['c1', 'c2'], '', false]);
  await pass(60_000);
  assert.equal(count('subscribe'), 1);
});

test('a change that is told of is read, and what it is becomes news', async () => {
  const { adapter, follow, stream } = open();
  const { store, news } = await follow();
  await soon();
  (await stream()).tell({ event: 'changed', ...contact('c1'), version: '18' });
  (await adapter.next('load')).answer(at(18, 'a b c'));
  await turn();
  assert.deepEqual([ids(store.shown), news], ['a b c', ['remote +c']]);
});

test('what is known already is not read: where the record stands, and what came twice or late', async () => {
  const { follow, stream, count } = open();
  await follow();
  await soon();
  const { tell } = await stream();
  for (const version of ['17', '17', '9']) tell({ event: 'changed', ...contact('c1'), version });
  await pass(10_000);
  assert.equal(count('load'), 1);
});

test('of several changes in one go the record is read only as often as it takes to have the last', async () => {
  const { adapter, follow, stream, count } = open();
  const { store } = await follow();
  await soon();
  const { tell } = await stream();
  for (const version of ['18', '19', '20']) tell({ ...contact('c1'), version });
  (await adapter.next('load')).answer(at(20, 'a'));
  await turn();
  assert.deepEqual([ids(store.shown), count('load')], ['a', 2]);
});

test('a host that tells of changes without versions is believed each time', async () => {
  const { adapter, follow, stream } = open();
  const { store } = await follow();
  await soon();
  const { tell } = await stream();
  tell(contact('c1'));
  (await adapter.next('load')).answer(at(17, 'a'));
  await turn();
  assert.equal(ids(store.shown), 'a');
});

test('events of records that nobody shows, and of no record, change nothing', async () => {
  const { follow, stream, count } = open();
  await follow();
  await soon();
  const { tell } = await stream();
  for (const event of [contact('c2'), { type: 'deal', id: 'c1' }, {}, { event: 'gone' }]) {
    tell({ ...event, version: '99' });
  }
  await turn();
  assert.equal(count('load'), 1);
});

test('who loses sight of a record is told so at once, and when they have it again', async () => {
  const { adapter, follow, stream } = open();
  const { store, news } = await follow();
  await soon();
  const { tell } = await stream();
  tell({ event: 'gone', ...contact('c1') });
  assert.deepEqual([store.confirmed, store.lost, news], [undefined, 'changed', ['access changed']]);
  tell({ event: 'gone', ...contact('c1') });
  tell({ event: 'changed', ...contact('c1'), version: '19' });
  (await adapter.next('load')).answer(at(19, 'a'));
  await turn();
  assert.deepEqual([ids(store.shown), store.lost], ['a', undefined]);
});

test('a record that was lost is still listened for when the page comes back', async () => {
  const { follow, stream } = open();
  await follow();
  await soon();
  (await stream()).tell({ event: 'gone', ...contact('c1') });
  page.setVisible(false);
  page.setVisible(true);
  await soon();
  assert.deepEqual((await stream()).ids, ['c1']);
});

test('after "reset" everything that is shown is read again', async () => {
  const { adapter, follow, stream } = open();
  const { store } = await follow('c1');
  await follow('c2');
  await pass(2000);
  (await stream()).tell({ event: 'reset' });
  const reads = [await adapter.next('load'), await adapter.next('load')];
  assert.deepEqual(
    reads.map(({ args }) => args[0]),
    [contact('c1'), contact('c2')],
  );
  reads[0]!.answer(at(30, 'z'));
  await turn();
  assert.equal(ids(store.shown), 'z');
});

test('a stream that ends is opened again, from where it was', async () => {
  const { follow, stream, count } = open();
  await follow();
  await soon();
  const first = await stream();
  first.tell({ retry: 3000 });
  first.tell({ lastEventId: 'e7' });
  first.tell({ ...contact('c1'), version: '17', lastEventId: undefined });
  first.call.answer();
  await pass(2800);
  assert.equal(count('subscribe'), 1);
  await pass(200);
  assert.equal((await stream()).lastEventId, 'e7');
});

test('a server that is away is asked less and less often, and as before once it is back', async () => {
  const { follow, stream, count } = open();
  await follow();
  await soon();
  const pauses: number[] = [];
  for (let i = 0; i < 7; i++) {
    const { call, tell } = await stream();
    if (i === 5) tell({});
    call.fail(i % 2 ? new Problem('timeout') : new TypeError('Failed to fetch'));
    await turn();
    const before = count('subscribe');
    let waited = 0;
    for (; count('subscribe') === before; waited += 200) await pass(200);
    pauses.push(waited);
  }
  assert.deepEqual(
    pauses,
    [2000, 4000, 8000, 16_000, 30_000, 2000, 4000].map((pause) => pause),
  );
});

test('who was away for too long begins anew, and reads everything', async () => {
  const { adapter, follow, stream } = open();
  await follow();
  await soon();
  const first = await stream();
  first.tell({ lastEventId: 'e7' });
  first.call.answer();
  await pass(2000);
  const second = await stream();
  second.call.fail(new Problem('feed-expired'));
  await turn();
  (await adapter.next('load')).answer(at(18, 'a'));
  await pass(4000);
  assert.equal((await stream()).lastEventId, '');
});

test('one more record makes another stream, which knows no ids; one less makes none', async () => {
  const { follow, stream, count } = open();
  const one = await follow('c1');
  await soon();
  const first = await stream();
  first.tell({ lastEventId: 'e7' });
  const two = await follow('c2');
  await soon();
  assert.equal(first.aborted, true);
  const second = await stream();
  assert.deepEqual([second.ids, second.lastEventId], [['c1', 'c2'], '']);
  second.tell({ lastEventId: 'e8' });
  one.leave();
  await soon();
  assert.deepEqual([second.aborted, count('subscribe')], [false, 2]);
  second.call.answer();
  await pass(2000);
  const third = await stream();
  assert.deepEqual([third.ids, third.lastEventId], [['c2'], 'e8']);
  two.leave();
  await soon();
  assert.equal(third.aborted, true);
  await pass(60_000);
  assert.equal(count('subscribe'), 3);
});

test('an element that is moved, or comes and goes in one turn, makes no other stream', async () => {
  const { follow, stream, count } = open();
  await follow();
  await soon();
  const first = await stream();
  (await follow('c1')).leave();
  const again = await follow('c1');
  again.leave();
  await soon();
  assert.deepEqual([first.aborted, count('subscribe')], [false, 1]);
});

test('of more records than one stream can be about, those that were shown last are listened to', async () => {
  const { follow, stream } = open();
  for (let i = 1; i <= 103; i++) await follow(`c${i}`);
  await soon();
  const { ids: about } = await stream();
  assert.deepEqual([about.length, about[0], about.at(-1)], [100, 'c4', 'c103']);
});

test('the names of records are not longer than a URL has room for', async () => {
  const { follow, stream } = open();
  for (let i = 0; i < 40; i++) await follow(`${i}`.padStart(200, 'é'));
  await soon();
  const { ids: about } = await stream();
  assert.ok(about.length > 2 && encodeURIComponent(about.join()).length < 8000, `${about.length}`);
});

test('a stream is closed while the page is hidden, and goes on when it can be seen', async () => {
  const { follow, stream, count } = open();
  await follow();
  await soon();
  const first = await stream();
  first.tell({ lastEventId: 'e7' });
  page.setVisible(false);
  assert.equal(first.aborted, true);
  await follow('c1');
  await pass(60_000);
  assert.equal(count('subscribe'), 1);
  page.setVisible(true);
  await soon();
  assert.equal((await stream()).lastEventId, 'e7');
  // What it has missed it will be told.
  assert.equal(count('load'), 1);
});

test('a page that was hidden from the beginning listens only when it is looked at', async () => {
  page.setVisible(false);
  const { follow, stream, count } = open();
  await follow();
  await pass(10_000);
  assert.equal(count('subscribe'), 0);
  page.setVisible(true);
  await soon();
  await stream();
});

for (const [what, event] of [
  ['is connected again', () => page.goOnline(true)],
  ['comes back from where the browser kept it', () => page.fire('pageshow', { persisted: true })],
] as const) {
  test(`a page that ${what} does not trust the stream it had`, async () => {
    const { follow, stream } = open();
    await follow();
    await soon();
    const first = await stream();
    event();
    assert.equal(first.aborted, true);
    await soon();
    await stream();
  });
}

test('a page that is merely shown, or gets the focus, keeps its stream and reads nothing', async () => {
  const { follow, stream, count } = open();
  await follow();
  await soon();
  const first = await stream();
  await pass(5000);
  page.fire('pageshow', { persisted: false });
  page.fire('focus');
  page.setVisible(true);
  await soon();
  assert.deepEqual([first.aborted, count('load'), count('subscribe')], [false, 1, 1]);
});

test('what is said after a stream was given up is not heard', async () => {
  const { follow, stream, count } = open();
  await follow();
  await soon();
  const first = await stream();
  page.setVisible(false);
  first.tell({ ...contact('c1'), version: '18' });
  await turn();
  assert.equal(count('load'), 1);
});
