/** The published program against our own backend on a port: as it is, with less to go on, and with mistakes in it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Body } from '../../src/conformance/ask.ts';
import { cases } from '../../src/conformance/cases/index.ts';
import { answers } from '../contract/mistakes/answers.ts';
import { backendWith, type Mistake, shown } from '../contract/mistakes/mistake.ts';
import { rules } from '../contract/mistakes/rules.ts';
import { ALL, ended, FOUR, report, run } from '../support/conformance.ts';
import { type Loopback, serve } from '../support/loopback.ts';

const SCRATCH = ['--record', 'contact:c-empty'];

describe('against a backend without mistakes', () => {
  let backend: Loopback;
  before(async () => (backend = await serve(backendWith({}))));
  after(() => backend.close());
  const read = async (id: string): Promise<Body> => {
    const url = `${backend.url}/api/records/contact/${id}/followers`;
    return (await fetch(url, { headers: { Authorization: 'Bearer admin' } })).json();
  };
  /** What a run must not change; versions only ever grow. */
  const state = ({ owner, followers }: Body) => [owner?.id, followers.map(({ user }: Body) => user.id)];

  it('passes every case, and leaves the record as it was', async () => {
    const before = state(await read('c-empty'));
    const result = await report([`${backend.url}/api/`, ...SCRATCH, ...ALL]);
    assert.deepEqual(ended(result, 'failed'), []);
    assert.deepEqual(ended(result, 'not-tested'), []);
    assert.equal(result.cases.length, cases.length);
    assert.equal(result.code, 0);
    assert.deepEqual(state(await read('c-empty')), before);
  });

  it('does not count as passed what it can not test, and says what it would take', async () => {
    const args = [`${backend.url}/api`, ...SCRATCH, '--tokens', FOUR];
    const { code, stdout } = await run(args);
    assert.equal(code, 0);
    assert.match(stdout, /✔ required +\d+ passed, \d+ not tested/);
    for (const option of [
      '--tokens reader=',
      '--foreign-user',
      '--foreign-record',
      '--unowned',
      '--over-limit',
    ]) {
      assert.ok(stdout.includes(`(${option}`), option);
    }
    assert.match(stdout, /cases were not tested/);
    assert.match(stdout, /contact:c-empty has the owner and the followers that it had\.\s*$/);
  });

  it('tests little, and nothing wrongly, with an administrator alone', async () => {
    const result = await report([`${backend.url}/api`, ...SCRATCH, '--tokens', 'admin=admin']);
    assert.deepEqual(ended(result, 'failed'), []);
    const needy = cases.filter(({ needs }) => needs.some((need) => ['owner', 'reader'].includes(need)));
    const untested = new Set(ended(result, 'not-tested'));
    assert.deepEqual(
      needy.map(({ id }) => id).filter((id) => !untested.has(id)),
      [],
    );
  });

  it('goes on with a record that is followed only if told to, and makes them follow again', async () => {
    const args = [
      `${backend.url}/api`,
      '--record',
      'contact:c1',
      '--tokens',
      FOUR,
      '--only',
      'add,owner-change',
    ];
    const refused = await run(args);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^contact:c1 has 3 followers\. .*--yes\.\n$/);
    const before = state(await read('c1'));
    const { code, stdout } = await run([...args, '--yes']);
    assert.equal(code, 0, stdout);
    assert.deepEqual(state(await read('c1')), before);
  });

  it('hands a record of somebody else to the owner, and back', async () => {
    const before = state(await read('c-over'));
    const args = [
      `${backend.url}/api`,
      '--record',
      'contact:c-empty',
      '--tokens',
      FOUR.replace('owner=owner', 'owner=colleague'),
    ];
    const result = await report([...args, '--only', 'read-snapshot,add-owner']);
    assert.deepEqual(ended(result, 'passed'), ['read-snapshot', 'add-owner']);
    assert.deepEqual(state(await read('c-over')), before);
    assert.deepEqual(state(await read('c-empty')), ['owner', []]);
  });

  it('tells a program that reads it the same, and takes tokens from the environment', async () => {
    const args = [`${backend.url}/api`, ...SCRATCH, '--only', 'meta', '--json'];
    const { code, stdout } = await run(args, { CRM_FOLLOWERS_TOKENS: FOUR });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout).levels, [
      { name: 'meta', state: 'holds', passed: 1, failed: 0, notTested: 0 },
    ]);
  });
});

/** Claims what it hasn't. */
const boasting: Mistake = {
  answer(response, body, { url }) {
    if (!url.endsWith('followers:batchGet')) return body;
    const headers = { 'Content-Type': 'application/problem+json' };
    return new Response('{"status":404,"code":"not-found"}', { status: 404, headers });
  },
};

const NOTICED: [name: string, mistake: Mistake, level: string, noticedBy: string][] = [
  ['a limit that is one too high', rules['a limit that is one too high']!, 'required', 'add-limit'],
  ['changes that are not written', rules['changes that are not written']!, 'required', 'add'],
  ['readers who may change', rules['readers who may change']!, 'required', 'add-by-reader'],
  [
    'restricted people who see everything',
    rules['restricted people who see everything']!,
    'required',
    'read-unseen-is-absent',
  ],
  ['somebody unknown let in', rules['somebody unknown let in']!, 'required', 'read-signed-out'],
  ['refusals as plain JSON', answers['refusals as plain JSON']!, 'required', 'add-owner'],
  ['versions as numbers', answers['versions as numbers']!, 'required', 'members-record'],
  ['cursors that are ignored', answers['cursors that are ignored']!, 'required', 'search-pages'],
  ['people of other tenants', answers['people of other tenants']!, 'required', 'search-tenant'],
  ['answers for every cache', answers['answers for every cache']!, 'required', 'read-private'],
  ['one tag for everything', answers['one tag for everything']!, 'etag', 'read-etag'],
  ['a stale version overlooked', rules['a stale version overlooked']!, 'owner', 'owner-stale'],
  [
    'a previous owner who is kept unasked',
    rules['a previous owner who is kept unasked']!,
    'owner',
    'owner-change',
  ],
  ['features that are not claimed', answers['features that are not claimed']!, 'meta', 'meta'],
  ['a route that is claimed and absent', boasting, 'batch', 'batch'],
  [
    'a failure where a request is malformed',
    answers['a failure where a request is malformed']!,
    'required',
    'malformed-id',
  ],
];

describe('against a backend with a mistake', { concurrency: 2 }, () => {
  for (const [name, mistake, level, noticedBy] of NOTICED) {
    it(`fails where there is ${name}`, async () => {
      const backend = await serve(backendWith(mistake));
      try {
        const result = await report([`${backend.url}/api`, ...SCRATCH, ...ALL, '--only', noticedBy]);
        assert.equal(result.code, 1);
        assert.equal(result.conforms, false);
        const states = result.levels.map(({ name: of, state }) => [of, state]);
        assert.deepEqual(states, [[level, 'fails']]);
        const found = result.cases.find(({ id }) => id === noticedBy);
        assert.equal(found?.outcome, 'failed');
        assert.ok(found.message);
      } finally {
        await backend.close();
      }
    });
  }

  it('fails one level, and goes on to test the others', async () => {
    const backend = await serve(backendWith(rules['a stale version overlooked']!));
    try {
      const { code, stdout } = await run([`${backend.url}/api`, ...SCRATCH, ...ALL]);
      assert.equal(code, 1);
      assert.match(stdout, /✔ required +\d+ passed\n/);
      assert.match(stdout, /✖ owner +\d+ passed, \d+ failed\n/);
      assert.match(stdout, /✔ batch +\d+ passed\n/);
      assert.match(stdout, /\nDoes not hold: owner, bulk\.\n/);
    } finally {
      await backend.close();
    }
  });

  it('says what it asked, what it expected and what came', async () => {
    const wrong: Mistake = { answer: shown(({ limit }) => ({ limit: String(limit) })) };
    const backend = await serve(backendWith(wrong));
    try {
      const { code, stdout } = await run([
        `${backend.url}/api`,
        ...SCRATCH,
        ...ALL,
        '--only',
        'members-record',
      ]);
      assert.equal(code, 1);
      assert.match(stdout, /✖ members-record: has a decimal version, a whole limit, and features by name\n/);
      assert.match(
        stdout,
        /\n {4}10 is a limit\n {6}GET \/records\/contact\/c-empty\/followers as admin → 200\n/,
      );
      assert.match(stdout, /\nDoes not hold: required\.\n/);
    } finally {
      await backend.close();
    }
  });
});
