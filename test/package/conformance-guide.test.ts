/** The backend of the guide, which shares no code with ours: the program finds all that is required in it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fourRoutes } from '../../demo/server/guide/four-routes.js';
import { sampleData } from '../../demo/server/guide/sample-data.js';
import { ended, report, run } from '../support/conformance.ts';
import { listening, type Loopback } from '../support/loopback.ts';

describe('the four routes of the guide', () => {
  let backend: Loopback;
  before(async () => (backend = await listening(fourRoutes(sampleData()))));
  after(() => backend.close());

  const tokens = 'admin=token-1,owner=token-2,follower=token-3,restricted=token-4,reader=token-5';
  const args = () => [backend.url, '--tokens', tokens, '--record', 'deal:77'];

  it('are all that is required', async () => {
    // It says who asks in the record only, and that is not what a restricted person sees before they follow.
    const more = [
      '--ids',
      'restricted=4',
      '--foreign-user',
      '8',
      '--foreign-record',
      'deal:79',
      '--unowned',
      'deal:78',
    ];
    const result = await report([...args(), ...more]);
    assert.deepEqual(
      result.cases.filter(({ outcome }) => outcome === 'failed'),
      [],
    );
    assert.deepEqual(ended(result, 'not-tested'), ['read-over-limit', 'add-over-limit']);
    assert.equal(result.code, 0);
    const states = new Map(result.levels.map(({ name, state }) => [name, state]));
    assert.equal(states.get('required'), 'holds');
    assert.deepEqual([...new Set([...states.values()].slice(1))], ['not-offered']);
  });

  it('are all that a host offers, and reported so', async () => {
    const { code, stdout } = await run([...args(), '--only', 'add,owner-change']);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /✔ required +1 passed\n.*– owner +not offered\n/);
  });
});
