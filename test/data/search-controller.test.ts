/**
 * The search controller needs no page, only a clock that obeys; so it is tested here and not in a browser.
 */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { ReactiveController } from 'lit';
import { SearchController } from '../../src/controllers/search-controller.ts';
import type { User } from '../../src/core/record.ts';
import { createDirectory, type Directory } from '../../src/data/directory.ts';
import { readPage } from '../../src/data/parse.ts';

const record = { type: 'contact', id: 'c1' };
const person = (name: string): User => ({ id: name, name, active: true });

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

/** Lets promises that are settled run on. */
const settled = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

/** A controller on a host without a page, and a backend whose answers wait until the test gives them. */
function setUp(options: { users?: User[] } = {}) {
  const calls: { query: string; signal: AbortSignal; answer(names: string[]): void; fail(): void }[] = [];
  const search = (query: string, { signal }: { signal?: AbortSignal | undefined }) =>
    new Promise((resolve, reject) => {
      calls.push({
        query,
        signal: signal!,
        answer: (names) => resolve({ items: names.map(person), nextCursor: 'p2' }),
        fail: () => reject(new TypeError('Failed to fetch')),
      });
    });
  const requestUpdate = mock.fn();
  const controllers: ReactiveController[] = [];
  const host = {
    addController: (each: ReactiveController) => void controllers.push(each),
    removeController: () => {},
    requestUpdate,
    updateComplete: Promise.resolve(true),
  };
  let directory: Directory | undefined = createDirectory({ search, parse: readPage, ...options });
  const controller = new SearchController(host, () => directory && { directory, record });
  assert.deepEqual(controllers, [controller]);
  return {
    calls,
    requestUpdate,
    controller,
    names: () => controller.state.people.map(({ name }) => name),
    status: () => controller.state.status,
    loseDirectory: () => (directory = undefined),
    /** Types, and lets the debounce pass. */
    type: (query: string) => {
      controller.search(query);
      mock.timers.tick(200);
      return calls.at(-1)!;
    },
  };
}

test('asks for the first page as soon as the list opens', () => {
  const { controller, calls, status } = setUp();
  assert.equal(status(), 'idle');
  controller.search('');
  mock.timers.tick(0);
  assert.deepEqual([calls.map(({ query }) => query), status()], [[''], 'searching']);
});

test('waits until the typing pauses before it asks a server', () => {
  const { controller, calls } = setUp();
  controller.search('a');
  mock.timers.tick(199);
  controller.search('ab');
  mock.timers.tick(199);
  assert.equal(calls.length, 0);
  mock.timers.tick(1);
  assert.deepEqual(
    calls.map(({ query }) => query),
    ['ab'],
  );
});

test('shows people of an array at once, without a clock', () => {
  const { controller, names, status, calls } = setUp({ users: [person('Ada'), person('Bo')] });
  controller.search('ad');
  assert.deepEqual([names(), status(), calls.length], [['Ada'], 'done', 0]);
});

test('shows an answer it had a moment ago at once', async () => {
  const { controller, type, names, calls } = setUp();
  type('ab').answer(['Abe']);
  await settled();
  type('abc').answer(['Abcde']);
  await settled();
  controller.search('ab');
  assert.deepEqual([names(), calls.length], [['Abe'], 2]);
});

test('keeps the people of the query before until others are known', async () => {
  const { type, names, controller } = setUp();
  type('ab').answer(['Abe']);
  await settled();
  const second = type('abc');
  assert.deepEqual([names(), controller.state.query, controller.state.status], [['Abe'], 'abc', 'searching']);
  second.answer(['Abcde']);
  await settled();
  assert.deepEqual([names(), controller.state.status, controller.state.more], [['Abcde'], 'done', true]);
});

test('ignores the answer to an earlier keystroke that arrives late', async () => {
  const { type, names, controller, requestUpdate } = setUp();
  const [ab, abc] = [type('ab'), type('abc')];
  abc.answer(['Abcde']);
  await settled();
  const updates = requestUpdate.mock.callCount();
  ab.answer(['Abe']);
  await settled();
  assert.deepEqual([names(), controller.state.query], [['Abcde'], 'abc']);
  assert.equal(requestUpdate.mock.callCount(), updates);
});

test('ignores an earlier keystroke that fails late, before and after the answer', async () => {
  const { type, names, status } = setUp();
  const [a, ab, abc] = [type('a'), type('ab'), type('abc')];
  a.fail();
  await settled();
  assert.equal(status(), 'searching');
  abc.answer(['Abcde']);
  await settled();
  ab.fail();
  await settled();
  assert.deepEqual([names(), status()], [['Abcde'], 'done']);
});

test('aborts what is no longer wanted, and only that', () => {
  const { type, controller } = setUp();
  const ab = type('ab');
  controller.search('abc');
  assert.equal(ab.signal.aborted, true);
  mock.timers.tick(200);
  const abc = type('abc');
  assert.equal(abc.signal.aborted, false);
  controller.clear();
  assert.equal(abc.signal.aborted, true);
});

test('says that it failed, shows nobody, and asks again at once when told to', async () => {
  const { type, names, status, controller, calls } = setUp();
  type('ab').answer(['Abe']);
  await settled();
  type('abc').fail();
  await settled();
  assert.deepEqual([names(), status(), controller.state.query], [[], 'failed', 'abc']);
  controller.retry();
  mock.timers.tick(0);
  assert.equal(status(), 'searching');
  calls.at(-1)!.answer(['Abcde']);
  await settled();
  assert.deepEqual([names(), status()], [['Abcde'], 'done']);
});

test('is slow after a second, counted anew for each search, and no longer once it is answered', async () => {
  const { type, controller, calls } = setUp();
  type('ab');
  mock.timers.tick(799);
  assert.equal(controller.state.slow, false);
  mock.timers.tick(1);
  assert.equal(controller.state.slow, true);
  type('abc');
  assert.equal(controller.state.slow, false);
  mock.timers.tick(800);
  assert.equal(controller.state.slow, true);
  calls.at(-1)!.answer([]);
  await settled();
  assert.equal(controller.state.slow, false);
});

test('a quick answer is never slow', async () => {
  const { type, controller } = setUp();
  type('ab').answer(['Abe']);
  await settled();
  mock.timers.tick(5000);
  assert.equal(controller.state.slow, false);
});

test('begins anew when it is cleared, and what was on its way changes nothing', async () => {
  const { type, controller, names, status } = setUp();
  const ab = type('ab');
  controller.clear();
  ab.answer(['Abe']);
  mock.timers.tick(5000);
  await settled();
  assert.deepEqual([names(), status(), controller.state.slow], [[], 'idle', false]);
});

test('stops when its host leaves the page, and goes on when the host was only moved', async () => {
  const { type, controller, calls, names, requestUpdate } = setUp();
  const ab = type('ab');
  controller.hostDisconnected();
  const updates = requestUpdate.mock.callCount();
  assert.equal(ab.signal.aborted, true);
  ab.fail();
  mock.timers.tick(5000);
  await settled();
  assert.equal(requestUpdate.mock.callCount(), updates);
  controller.hostConnected();
  controller.hostConnected();
  mock.timers.tick(0);
  assert.equal(calls.length, 2);
  calls.at(-1)!.answer(['Abe']);
  await settled();
  assert.deepEqual(names(), ['Abe']);
  controller.hostConnected();
  mock.timers.tick(5000);
  assert.equal(calls.length, 2);
});

test('finds nobody while there is nowhere to search', () => {
  const { controller, status, loseDirectory } = setUp();
  loseDirectory();
  controller.search('ab');
  assert.equal(status(), 'idle');
});

test('asks its host to draw after every change', async () => {
  const { type, requestUpdate } = setUp();
  const ab = type('ab');
  assert.equal(requestUpdate.mock.callCount(), 1);
  ab.answer([]);
  await settled();
  assert.equal(requestUpdate.mock.callCount(), 2);
});
