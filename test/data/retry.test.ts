/** When a request is tried again, after how long, and when that ends. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Problem, type ProblemCode, type ProblemInit } from '../../src/core/problem.ts';
import { type RetryOptions, withRetry } from '../../src/data/retry.ts';

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
});

/** Fails as listed, one after another, then succeeds; notes at which millisecond each try began. */
function attempt(failures: unknown[], options: RetryOptions = {}) {
  const began: number[] = [];
  const waits: [seconds: number, code: ProblemCode][] = [];
  const run = async () => {
    began.push(Date.now());
    if (began.length > failures.length) return 'done';
    throw failures[began.length - 1];
  };
  const onWait = (seconds: number, { code }: Problem) => void waits.push([seconds, code]);
  return { began, waits, result: withRetry(run, { random: () => 0, onWait, ...options }) };
}

const problem = (code: ProblemCode, init?: ProblemInit) => new Problem(code, init);

/** Lets time pass in steps small enough for every try to begin when it is due. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    await new Promise(setImmediate);
    mock.timers.tick(100);
  }
  await new Promise(setImmediate);
}

test('what succeeds is not tried again', async () => {
  const { result, began, waits } = attempt([]);
  assert.equal(await result, 'done');
  assert.deepEqual([began, waits], [[0], []]);
});

for (const code of ['rate-limited', 'unavailable'] as const) {
  test(`${code} is tried again after 0.4 seconds and then after 0.8`, async () => {
    const { result, began, waits } = attempt([problem(code), problem(code)]);
    await pass(1200);
    assert.equal(await result, 'done');
    assert.deepEqual(began, [0, 400, 1200]);
    assert.deepEqual(waits, [
      [1, code],
      [1, code],
    ]);
  });
}

test('a network that failed is tried again, as it was thrown or as a problem', async () => {
  const { result, began } = attempt([new TypeError('Failed to fetch'), problem('unavailable')]);
  await pass(1200);
  assert.equal(await result, 'done');
  assert.equal(began.length, 3);
});

test('three tries are all there are, and the last problem is what is reported', async () => {
  const last = problem('unavailable', { status: 503 });
  const { result, began } = attempt([problem('unavailable'), problem('unavailable'), last, last]);
  const rejected = assert.rejects(result, (error) => error === last);
  await pass(2000);
  await rejected;
  assert.equal(began.length, 3);
});

test('being rate limited to the end is reported as unavailable, since nothing is waited for any more', async () => {
  const limited = problem('rate-limited', { status: 429, retryAfter: 1 });
  const { result } = attempt([limited, limited, limited]);
  const rejected = assert.rejects(result, {
    code: 'unavailable',
    status: 429,
    retryAfter: 1,
    cause: limited,
  });
  await pass(3000);
  await rejected;
});

test('no other problem is tried again', async () => {
  for (const code of [
    'offline',
    'timeout',
    'not-found',
    'follower-limit',
    'version-mismatch',
    'malformed-response',
  ] as const) {
    const error = problem(code);
    const { result, began } = attempt([error]);
    await assert.rejects(result, (thrown) => thrown === error);
    assert.equal(began.length, 1);
  }
});

test('Retry-After is waited for and told in whole seconds', async () => {
  const { result, began, waits } = attempt([problem('rate-limited', { retryAfter: 4 })]);
  await pass(3900);
  assert.deepEqual([began.length, waits], [1, [[4, 'rate-limited']]]);
  await pass(100);
  assert.equal(await result, 'done');
  assert.deepEqual(began, [0, 4000]);
});

test('chance spreads the tries, never to before Retry-After', async () => {
  const plain = attempt([problem('unavailable'), problem('unavailable')], { random: () => 0.5 });
  await pass(2000);
  assert.deepEqual(plain.began, [0, 600, 1600]);
  const start = Date.now();
  const told = attempt([problem('unavailable', { retryAfter: 2 })], { random: () => 0.5 });
  await pass(3000);
  assert.deepEqual(told.began, [start, start + 2200]);
});

test('a Retry-After of ten seconds is waited for, a longer one fails at once as unavailable', async () => {
  const ten = attempt([problem('rate-limited', { retryAfter: 10 })]);
  await pass(10_000);
  assert.equal(await ten.result, 'done');
  for (const code of ['rate-limited', 'unavailable'] as const) {
    const { result, began, waits } = attempt([problem(code, { retryAfter: 11, status: 503 })]);
    await assert.rejects(result, { name: 'Problem', code: 'unavailable', status: 503, retryAfter: 11 });
    assert.deepEqual([began.length, waits], [1, []]);
  }
});

test('the ten seconds are those of all tries together', async () => {
  const six = problem('unavailable', { retryAfter: 6 });
  const { result, began } = attempt([six, six]);
  const rejected = assert.rejects(result, (error) => error === six);
  await pass(6000);
  await rejected;
  assert.deepEqual(began, [0, 6000]);
});

test('tries that take long themselves leave less time for others', async () => {
  let tries = 0;
  const run = () =>
    new Promise((_, reject) => {
      tries++;
      setTimeout(() => reject(problem('unavailable')), 9900);
    });
  const rejected = assert.rejects(withRetry(run, { random: () => 0 }), { code: 'unavailable' });
  await pass(9900);
  await rejected;
  assert.equal(tries, 1);
});

test('giving up ends the wait, and nothing is sent after it', async () => {
  const controller = new AbortController();
  const { result, began } = attempt([problem('unavailable')], { signal: controller.signal });
  const rejected = assert.rejects(result, { name: 'AbortError' });
  await pass(300);
  controller.abort();
  await rejected;
  await pass(1000);
  assert.equal(began.length, 1);
});

test('a wait that is over leaves no listener behind', async () => {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  signal.addEventListener = (type: string, listener: unknown) => void listeners.add(type + String(listener));
  signal.removeEventListener = (type: string, listener: unknown) =>
    void listeners.delete(type + String(listener));
  const { result } = attempt([problem('unavailable')], { signal });
  await pass(300);
  assert.equal(listeners.size, 1);
  await pass(100);
  await result;
  assert.equal(listeners.size, 0);
});

test('giving up during a try that does not notice ends before the next wait', async () => {
  const controller = new AbortController();
  const run = async () => {
    controller.abort();
    throw problem('unavailable');
  };
  const waits: number[] = [];
  const onWait = (seconds: number) => void waits.push(seconds);
  await assert.rejects(withRetry(run, { signal: controller.signal, onWait }), { name: 'AbortError' });
  assert.deepEqual(waits, []);
});

test('an aborted try is never repeated, whoever aborted it', async () => {
  const { result, began } = attempt([new DOMException('Aborted', 'AbortError')]);
  await assert.rejects(result, { name: 'AbortError' });
  assert.equal(began.length, 1);
});
