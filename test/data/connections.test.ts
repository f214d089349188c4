/** Which streams may take a connection of the browser, and which have to wait. */
import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { isMultiplexed, withSlot } from '../../src/data/connections.ts';

const ORIGIN = 'https://crm.example';

/** Stands in for the locks that all windows of a browser share. */
function fakeLocks(): Set<string> {
  const held = new Set<string>();
  async function request(name: string, options: object, run: (lock: object | null) => unknown) {
    assert.deepEqual(options, { ifAvailable: true });
    if (held.has(name)) return run(null);
    held.add(name);
    try {
      return await run({});
    } finally {
      held.delete(name);
    }
  }
  setLocks({ request });
  return held;
}

const setLocks = (value: unknown) => Object.defineProperty(navigator, 'locks', { value, configurable: true });

/** What the system itself has, if anything. */
const own = Object.getOwnPropertyDescriptor(navigator, 'locks');
afterEach(() => {
  Reflect.deleteProperty(navigator, 'locks');
  if (own) Object.defineProperty(navigator, 'locks', own);
  mock.restoreAll();
});

/** A stream that lasts until it is ended, or fails. */
function stream() {
  let resolve!: (how: string) => void;
  const promise = new Promise<string>((end) => (resolve = end));
  return { resolve, run: () => promise };
}

test('all windows together have four streams to one host; one more is refused, until one of them ends', async () => {
  fakeLocks();
  const streams = Array.from({ length: 4 }, stream);
  const running = streams.map(({ run }) => withSlot(ORIGIN, run));
  const refused = { name: 'Problem', code: 'rate-limited', retryAfter: 30 };
  await assert.rejects(
    withSlot(ORIGIN, () => assert.fail('no place')),
    refused,
  );
  assert.equal(await withSlot('https://other.example', async () => 'another host'), 'another host');
  streams[2]!.resolve('ended');
  assert.equal(await running[2], 'ended');
  assert.equal(await withSlot(ORIGIN, async () => 'its place'), 'its place');
  for (const { resolve } of streams) resolve('ended');
  await Promise.all(running);
});

test('a stream that fails gives its place back and fails for whoever asked, once', async () => {
  const held = fakeLocks();
  let runs = 0;
  const run = async () => {
    runs++;
    throw new TypeError('Failed to fetch');
  };
  await assert.rejects(withSlot(ORIGIN, run), { message: 'Failed to fetch' });
  assert.deepEqual([runs, held.size], [1, 0]);
});

test('where a browser lets nobody count, nothing is counted', async () => {
  const denied = () => Promise.reject(new DOMException('', 'SecurityError'));
  for (const locks of [undefined, { request: denied }]) {
    setLocks(locks);
    assert.equal(await withSlot(ORIGIN, async () => 'a stream'), 'a stream');
  }
});

test('requests share a connection where earlier ones to that host have used HTTP/2 or HTTP/3', () => {
  const entries: object[] = [];
  mock.method(performance, 'getEntries', () => entries);
  const cases: [string, string | undefined, boolean][] = [
    [`${ORIGIN}/api/users`, 'http/1.1', false],
    [`${ORIGIN}/api/users`, '', false],
    [`${ORIGIN}/mark`, undefined, false],
    [`${ORIGIN}.evil.example/`, 'h2', false],
    ['https://other.example/', 'h3', false],
    [`${ORIGIN}/`, 'h2', true],
    [`${ORIGIN}/api/users`, 'h3', true],
  ];
  for (const [name, nextHopProtocol, expected] of cases) {
    entries.splice(0, entries.length, { name, nextHopProtocol });
    assert.equal(isMultiplexed(ORIGIN), expected, `${name} ${nextHopProtocol}`);
  }
});
