/** What a `Response` says, and what any answer does to each of the four basic functions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProblemCode } from '../../src/core/problem.ts';
import type { Adapter } from '../../src/data/adapter.ts';
import { problemOf, readAnswer } from '../../src/data/response.ts';
import { restAdapter } from '../../src/data/rest-adapter.ts';
import { fakeFetch, respond } from '../support/fake-fetch.ts';

const record = { type: 'contact', id: 'c1' };

/** The codes of the contract, written out: this list is a promise to hosts. */
const CODES = [
  'not-authenticated',
  'action-forbidden',
  'owner-change-forbidden',
  'not-found',
  'follower-limit',
  'user-is-owner',
  'version-mismatch',
  'precondition-required',
  'user-not-assignable',
  'invalid-request',
  'rate-limited',
  'unavailable',
  'feed-expired',
] as const;

/** Everything a server may come up with, and the code it amounts to for a read and for a write. */
const ANSWERS: [
  what: string,
  answer: () => Response,
  read: ProblemCode | 'fine',
  write?: ProblemCode | 'fine',
][] = [
  ['a snapshot', () => respond(200, { owner: null, followers: [] }), 'fine'],
  ['201 with a snapshot', () => respond(201, { owner: null, followers: [] }), 'fine'],
  ['JSON that claims to be text', () => new Response('{"owner":null}'), 'fine'],
  ['an empty 200', () => respond(200), 'malformed-response', 'fine'],
  ['204', () => respond(204), 'malformed-response', 'fine'],
  ['a login page', () => respond(200, '<!doctype html><title>Sign in</title>'), 'malformed-response'],
  [
    'HTML that claims to be JSON',
    () => new Response('<p>', { headers: { 'Content-Type': 'application/json' } }),
    'malformed-response',
  ],
  ['truncated JSON', () => new Response('{"owner":null,"followers":[{'), 'malformed-response'],
  ['blanks', () => new Response('  \n'), 'malformed-response'],
  ['a bare string', () => new Response('"ok"'), 'malformed-response'],
  ['a bare number', () => new Response('42'), 'malformed-response'],
  ['null', () => new Response('null'), 'malformed-response'],
  ['true', () => new Response('true'), 'malformed-response'],
  ['304', () => respond(304), 'unknown'],
  ['400', () => respond(400), 'invalid-request'],
  ['401', () => respond(401), 'not-authenticated'],
  ['403', () => respond(403), 'action-forbidden'],
  ['404', () => respond(404), 'not-found'],
  ['404 as HTML', () => respond(404, '<h1>Not Found</h1>'), 'not-found'],
  ['405', () => respond(405), 'invalid-request'],
  ['409', () => respond(409), 'unknown'],
  ['410', () => respond(410), 'not-found'],
  ['412', () => respond(412), 'version-mismatch'],
  ['415', () => respond(415), 'invalid-request'],
  ['418', () => respond(418), 'unknown'],
  ['422', () => respond(422), 'unknown'],
  ['428', () => respond(428), 'precondition-required'],
  ['429', () => respond(429), 'rate-limited'],
  ['500', () => respond(500), 'unavailable'],
  ['502 as HTML', () => respond(502, '<h1>Bad Gateway</h1>'), 'unavailable'],
  ['503', () => respond(503), 'unavailable'],
  ['599', () => respond(599), 'unavailable'],
  ...CODES.map((code): [string, () => Response, ProblemCode] => [
    `a problem with the code ${code}`,
    () => respond(409, { code }),
    code,
  ]),
];

const CALLS: [name: string, write: boolean, call: (adapter: Adapter) => Promise<unknown>][] = [
  ['load', false, (adapter) => adapter.load(record, {})],
  ['search', false, (adapter) => adapter.search!('an', {})],
  ['add', true, (adapter) => adapter.add!(record, 'u1', {})],
  ['remove', true, (adapter) => adapter.remove!(record, 'u1', {})],
];

for (const [what, answer, read, write = read] of ANSWERS) {
  test(`${what}: ${read === write ? read : `${read} for a read, ${write} for a write`}`, async () => {
    for (const [name, isWrite, call] of CALLS) {
      const { fetch, requests } = fakeFetch();
      const fetcher: typeof fetch = (...args) => (void fetch(...args), Promise.resolve(answer()));
      const running = call(restAdapter({ endpoint: 'https://crm.example/api', fetcher }));
      const expected = isWrite ? write : read;
      if (expected === 'fine') await running;
      else await assert.rejects(running, { name: 'Problem', code: expected }, name);
      assert.equal(requests.length, 1, `${name} was sent once`);
    }
  });
}

const problem = (body: unknown, headers = {}, status = 409) => readAnswer(respond(status, body, headers));

test('a problem brings its code, reason, sentence, status and who was faster', async () => {
  const body = {
    code: 'follower-limit',
    reason: 'follower-limit',
    detail: 'Ten people follow already.',
    by: { id: 'u7', name: 'Tom Becker', email: 'x' },
    internal: 'trace',
  };
  await assert.rejects(problem(body, { 'Retry-After': '3' }), {
    name: 'Problem',
    message: body.detail,
    code: 'follower-limit',
    reason: 'follower-limit',
    detail: body.detail,
    status: 409,
    by: { id: 'u7', name: 'Tom Becker' },
    retryAfter: 3,
  });
});

test('codes that only a client can know, and unknown ones, are not believed', async () => {
  for (const code of ['offline', 'timeout', 'setup', 'seat-taken', '__proto__', 17, null, ['not-found']]) {
    await assert.rejects(problem({ code }, {}, 403), { code: 'action-forbidden' });
  }
});

test('a reason that is not on our list is left out, its sentence kept', async () => {
  await assert.rejects(problem({ reason: 'conflict-of-interest', detail: 'On the list.' }, {}, 403), {
    code: 'action-forbidden',
    reason: undefined,
    detail: 'On the list.',
  });
});

test('a sentence of three hundred characters is shown, anything longer or else is not', async () => {
  await assert.rejects(problem({ detail: 'x'.repeat(300) }), { detail: 'x'.repeat(300) });
  for (const detail of ['x'.repeat(301), '', 5, null, { html: '<p>' }, ['x']]) {
    await assert.rejects(problem({ detail }), { detail: undefined, message: 'unknown' });
  }
});

test('a body that is no problem+json says nothing but its status', async () => {
  const body = JSON.stringify({ code: 'not-found', detail: 'NullPointerException', reason: 'read-only' });
  for (const type of ['application/json', 'text/html', 'text/plain', '']) {
    const response = new Response(body, { status: 500, headers: { 'Content-Type': type } });
    await assert.rejects(readAnswer(response), { code: 'unavailable', detail: undefined, reason: undefined });
  }
});

test('a problem that cannot be read still counts by its status', async () => {
  const headers = { 'Content-Type': 'application/problem+json; charset=utf-8' };
  for (const body of ['', '{"code":', 'null', '[]', '"x"', '7']) {
    await assert.rejects(readAnswer(new Response(body, { status: 403, headers })), {
      code: 'action-forbidden',
    });
  }
  const described = new Response('{"code":"user-is-owner"}', { status: 409, headers });
  await assert.rejects(readAnswer(described), { code: 'user-is-owner' });
});

test('whoever was faster needs an id; the name may be missing', async () => {
  await assert.rejects(problem({ by: { id: 7 } }), { by: { id: '7', name: '' } });
  for (const by of [undefined, null, {}, { name: 'Tom' }, { id: '' }, []]) {
    await assert.rejects(problem({ by }), { by: undefined });
  }
});

test('Retry-After is read as seconds or as a date', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2026-11-23T10:00:00Z') });
  const rows = [
    ['120', 120],
    [' 5 ', 5],
    ['0.4', 1],
    ['Mon, 23 Nov 2026 10:00:07 GMT', 7],
    ['Mon, 23 Nov 2026 09:00:00 GMT', undefined],
    ['0', undefined],
    ['-3', undefined],
    ['soon', undefined],
    ['', undefined],
  ] as const;
  for (const [header, retryAfter] of rows) {
    await assert.rejects(problem(undefined, { 'Retry-After': header }, 503), { retryAfter }, header);
  }
  await assert.rejects(problem(undefined, {}, 503), { retryAfter: undefined });
});

test('what is no response is handed back as it is', async () => {
  for (const value of [undefined, null, 0, 'x', [], { followers: [] }, { text: 'a member' }]) {
    assert.equal(await readAnswer(value), value);
  }
});

test('a response is read wherever it comes from, also one that is no instance of Response', async () => {
  const foreign = { ok: true, status: 200, text: () => Promise.resolve('{"followers":[]}') };
  assert.deepEqual(await readAnswer(foreign), { followers: [] });
  assert.deepEqual(await readAnswer(respond(200, ['u1'])), ['u1']);
});

test('whatever was thrown becomes a problem, and a problem stays the one it is', async () => {
  const known = await readAnswer(respond(404)).catch((error: unknown) => error);
  assert.equal(problemOf(known), known);
  const cause = new TypeError('Load failed');
  assert.deepEqual({ ...problemOf(cause) }.code, 'unavailable');
  assert.equal(problemOf(cause).cause, cause);
  assert.equal(problemOf(undefined).code, 'unavailable');
});
