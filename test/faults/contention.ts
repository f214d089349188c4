/** Sixty-four clients on eight records, over HTTP on a PostgreSQL server: one run, and what has to come of it. */
import assert from 'node:assert/strict';
import { type Repository, Unavailable } from '../../demo/server/repository.ts';
import type { Database } from '../../demo/server/sql/database.ts';
import { sqlRepository } from '../../demo/server/sql/repository.ts';
import { cutAnswers, startApi } from '../support/api-server.ts';
import type { Isolation, Postgres } from '../support/postgres.ts';
import { hammer } from './hammer.ts';
import type { History } from './history.ts';
import { verify } from './verify.ts';
import { filledDatabase, keyOf, RECORDS } from './world.ts';

export const ISOLATIONS: readonly Isolation[] = ['read committed', 'repeatable read', 'serializable'];

interface Outcome {
  readonly history: History;
  readonly wrong: readonly string[];
}

/** Each client does `actions` things. `env` is of the server's process. */
export async function contend(
  postgres: Postgres,
  isolation: Isolation,
  actions: number,
  env: Record<string, string> = {},
): Promise<Outcome> {
  const name = `contended_${process.pid}_${isolation.replace(' ', '_')}${env['PLANTED'] ? '_naive' : ''}`;
  const DATABASE_URL = await postgres.create(name, isolation);
  const database = await filledDatabase(DATABASE_URL);
  const repository = sqlRepository(database);
  const server = await startApi({ DATABASE_URL, ...env });
  const cut = await cutAnswers(server.url);
  try {
    const reader = await readLog(repository, database);
    const history = await hammer(DATABASE_URL, { url: () => server.url, cutUrl: cut.url }, actions);
    const told = await reader.finish();
    return { history, wrong: [...(await verify(repository, history)), ...(await untold(repository, told))] };
  } finally {
    cut.close();
    await server.kill();
    await database.close();
  }
}

/** Somebody who reads the log from now on, as the feed does, while others write. */
async function readLog(repository: Repository, database: Database) {
  const told: string[] = [];
  let position = (await repository.log({ limit: 0 }))!.end;
  let isOver = false;
  const readOn = async () => {
    const { entries, end } = (await repository.log({ after: position, limit: 100 }))!;
    position = end;
    told.push(...entries.map(({ key, version }) => `${key.id} ${version}`));
  };
  const reading = (async () => {
    while (!isOver) {
      await readOn().catch((error: unknown) => {
        if (!(error instanceof Unavailable)) throw error;
      });
      await pause();
    }
  })();
  return {
    /** What there was to read, in the order in which it came. */
    async finish(): Promise<string[]> {
      isOver = true;
      await reading;
      const sql = 'select pg_snapshot_xmax(pg_current_snapshot())::text as transaction';
      const [last] = await database.query<{ transaction: string }>(sql);
      // Not only what is written is waited for: on a shared server, what others have not finished as well.
      while (BigInt(position.transaction) < BigInt(last!.transaction)) await readOn();
      return told;
    },
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/**
 * Every version of every record has to be told of once. The log's order is that of transactions: of two that wait for the
 * same record, the later one may get it first.
 */
async function untold(repository: Repository, told: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const id of RECORDS) {
    const versions = told
      .filter((entry) => entry.startsWith(`${id} `))
      .map((entry) => Number(entry.split(' ')[1]))
      .sort((a, b) => a - b);
    const last = Number((await repository.find(keyOf(id)))!.version);
    const expected = Array.from({ length: last - BEGINNING }, (_, i) => BEGINNING + 1 + i);
    if (versions.join() !== expected.join())
      wrong.push(`${id}: the log told of ${versions.join()} of ${last} versions`);
  }
  return wrong;
}

/** The version that every record begins with: it is created and gets nine followers. */
const BEGINNING = 10;

/** Nothing may be wrong, and what never happened was not tested. */
export function assertHeld({ history, wrong }: Outcome): void {
  assert.deepEqual(wrong, []);
  const { asked, samples, mostFollowers } = history;
  const done = asked.filter(({ answer }) => answer?.done.length);
  const lost = asked.filter(({ answer }) => !answer);
  assert.ok(done.length > asked.length / 10, `${done.length} of ${asked.length} requests changed something`);
  assert.ok(
    asked.some(({ answer }) => (answer?.done.length ?? 0) > 1),
    'several in one request',
  );
  assert.ok(
    done.some(({ wishes }) => wishes[0]?.op === 'owner'),
    'owners were changed',
  );
  assert.ok(lost.length > asked.length / 20, `${lost.length} of ${asked.length} answers were lost`);
  assert.equal(mostFollowers, 10, 'lists were full');
  assert.ok(samples > 50, `${samples} samples`);
}

/** For whoever reads the output. */
export function described({ history: { asked, samples, mostFollowers } }: Outcome): string {
  const done = asked.flatMap(({ answer }) => answer?.done ?? []).length;
  const lost = asked.filter(({ answer }) => !answer).length;
  return `${asked.length} requests, ${done} acknowledged changes, ${lost} without an answer, ${samples} samples, at most ${mostFollowers} followers`;
}

/** A backend that counts and inserts without a lock. */
export function assertFoundOut({ history, wrong }: Outcome): void {
  assert.ok(history.mostFollowers > 10, 'somebody saw more than ten');
  for (const kind of [/over the cap: \d+ at version/, /over the cap: \d+ followers were seen/]) {
    assert.ok(
      wrong.some((what) => kind.test(what)),
      `${kind} among ${wrong.slice(0, 5).join('; ')}`,
    );
  }
}
