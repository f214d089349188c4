/** The cap under contention, in short, whichever way transactions are isolated; the lane `contention` takes longer over it. */
import { after, test } from 'node:test';
import { assertFoundOut, assertHeld, contend, described, ISOLATIONS } from '../faults/contention.ts';
import { atLength } from '../support/at-length.ts';
import { anyPostgres } from '../support/postgres.ts';

const postgres = await anyPostgres();
after(() => postgres.remove());

const ACTIONS = atLength ? 10 : 6;

for (const isolation of ISOLATIONS) {
  test(`never more than ten, nothing lost and nothing doubled, where transactions are ${isolation}`, async (t) => {
    const outcome = await contend(postgres, isolation, ACTIONS);
    t.diagnostic(described(outcome));
    assertHeld(outcome);
  });
}

test('a backend that counts and inserts without a lock is found out', async () => {
  assertFoundOut(await contend(postgres, 'read committed', ACTIONS, { PLANTED: 'no-lock' }));
});
