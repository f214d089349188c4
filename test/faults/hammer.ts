/** Sixty-four clients on eight records, and somebody who watches the database meanwhile. */
import pg from 'pg';
import { SCHEMA } from '../../demo/server/sql/postgres.ts';
import { Client, type Way } from './clients.ts';
import { emptyHistory, type History } from './history.ts';
import { CLIENTS } from './world.ts';

const MOST = `select
  (select coalesce(max(n), 0)::int from (select count(*) n from ${SCHEMA}.follower group by record_id) counted) as most,
  (select count(*)::int from ${SCHEMA}.follower f join ${SCHEMA}.record r
     on r.tenant = f.tenant and r.type = f.type and r.id = f.record_id and r.owner_id = f.user_id) as owners`;

/** Between two looks: the database is for those who write. */
const PAUSE_MS = 4;

/** Looks at the database again and again, until `work` is done. */
async function watched(url: string, history: History, work: Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Who only watches must not be part of any conflict.
  await client.query("set default_transaction_isolation to 'read committed'");
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  over.catch(() => {});
  while (!isOver) {
    const { most, owners } = (await client.query<{ most: number; owners: number }>(MOST)).rows[0]!;
    history.mostFollowers = Math.max(history.mostFollowers, most);
    history.ownersFollowing += owners;
    history.samples++;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await client.end();
  await over;
}

export async function hammer(databaseUrl: string, way: Way, actions: number): Promise<History> {
  const history = emptyHistory();
  const never = new AbortController().signal;
  const work = CLIENTS.map(async (id, seed) => {
    const client = new Client(id, way, history, seed);
    for (let i = 0; i < actions; i++) await client.act(never);
  });
  await watched(databaseUrl, history, Promise.all(work));
  return history;
}

/** Clients that go on until `signal`, while `work` breaks things. */
export async function during(
  way: Way,
  clients: number,
  work: (history: History) => Promise<void>,
): Promise<History> {
  const history = emptyHistory();
  const enough = new AbortController();
  const going = CLIENTS.slice(0, clients).map(async (id, seed) => {
    const client = new Client(id, way, history, seed);
    while (!enough.signal.aborted) await client.act(enough.signal);
  });
  try {
    await work(history);
  } finally {
    enough.abort();
    await Promise.all(going);
  }
  return history;
}

/** Resolves when so many more changes have been acknowledged; others are under way then. */
export async function acknowledged(history: History, more: number): Promise<void> {
  const effective = () => history.asked.filter(({ answer }) => answer?.done.length).length;
  const enough = effective() + more;
  while (effective() < enough) await new Promise((resolve) => setTimeout(resolve, 5));
}
