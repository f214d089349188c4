/**
 * The cap under contention, over HTTP on a PostgreSQL server that waits for the disk: 64 clients on 8 records, answers lost
 * after the change was made.
 */
import { after, test } from 'node:test';
import { startPostgres } from '../support/postgres.ts';
import { assertHeld, contend, described, ISOLATIONS } from '../faults/contention.ts';

const postgres = await startPostgres({ durable: true });
after(() => postgres.remove());

for (const isolation of ISOLATIONS) {
  test(`never more than ten, nothing lost and nothing doubled, where transactions are ${isolation}`, async (t) => {
    const outcome = await contend(postgres, isolation, 40);
    t.diagnostic(described(outcome));
    assertHeld(outcome);
  });
}
