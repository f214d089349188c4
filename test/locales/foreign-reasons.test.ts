/** Refusals for a reason that only the host's server knows: its own sentence says it, ours says what is known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/core/problem.ts';
import { readAnswer } from '../../src/data/response.ts';
import { createWords } from '../../src/locales/messages.ts';
import { respond } from '../support/fake-fetch.ts';

const words = createWords({ lang: 'en' });
const detail = 'Frozen until the audit is over.';

async function refused(status: number, body: object): Promise<Problem> {
  return readAnswer(respond(status, body)).then(
    () => assert.fail('not refused'),
    (problem: unknown) => problem as Problem,
  );
}

for (const [status, code] of [
  [403, 'action-forbidden'],
  [409, 'follower-limit'],
  [422, 'user-not-assignable'],
] as const) {
  test(`says the server's sentence for a reason of its own (${code})`, async () => {
    const problem = await refused(status, { code, reason: 'frozen-by-audit', detail });
    assert.deepEqual([problem.code, problem.reason], [code, undefined]);
    assert.equal(words.sayProblem(problem), detail);
  });
}

test('says what is known in our words where there is no sentence, or the reason is one of ours', async () => {
  const silent = await refused(403, { code: 'action-forbidden', reason: 'frozen-by-audit' });
  assert.equal(words.sayProblem(silent), words.sayProblem(new Problem('action-forbidden')));
  const ours = await refused(403, { code: 'action-forbidden', reason: 'read-only', detail });
  assert.equal(words.sayProblem(ours), words.say('read-only'));
  const none = await refused(403, { code: 'action-forbidden', detail });
  assert.equal(words.sayProblem(none), words.sayProblem(new Problem('action-forbidden')));
});
