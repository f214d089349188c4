/**
 * Sends one change and finds out what became of it: lost answers, moved versions, late saves.
 * The order of changes and what is shown meanwhile are the store's.
 */
import type { Intent } from '../core/intent.ts';
import { fold } from '../core/intent.ts';
import { isProblem, Problem } from '../core/problem.ts';
import type { Snapshot } from '../core/record.ts';
import { problemOf } from './response.ts';
import { withRetry } from './retry.ts';
import type { Job, Outcome, RecordStore, Settled } from './store.ts';

const DONE = { add: 'added', remove: 'removed', owner: 'changed' } as const satisfies Record<string, Outcome>;

/** Whether a snapshot already is as the change wants it. */
function holds({ owner, followers }: Snapshot, { op, user }: Intent): boolean {
  if (op === 'owner') return owner?.id === user.id;
  return followers.some((follower) => follower.user.id === user.id) === (op === 'add');
}

/** What a backend that answers nothing must have made of the record. */
function confirmedBy(snapshot: Snapshot, intent: Intent): Snapshot {
  const { followers, ...rest } = fold(snapshot, [intent]);
  return { ...rest, followers: followers.map(({ pending: _, ...follower }) => follower) };
}

/** Resolves when the change is made, rejects with a `Problem` when it is not. */
export async function send(
  store: RecordStore,
  job: Job,
  onWait: (seconds: number, problem: Problem) => void = () => {},
): Promise<Settled> {
  const { intent, leaves, loses } = job;
  const done: Settled = { intent, outcome: DONE[intent.op] };
  let tries = 0;
  try {
    const answer = await withRetry(
      () => {
        tries++;
        return store.source.write(store.record, intent, store.confirmed);
      },
      { onWait },
    );
    if (answer) store.adopt(answer, intent);
    else if (loses) store.lose('left');
    else {
      if (store.confirmed) store.adopt(confirmedBy(store.confirmed, intent), intent);
      if (leaves) await store.reload('left');
    }
    return done;
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code === 'timeout') return check(store, job, done);
    if (problem.code === 'version-mismatch') return settleOwner(store, job, done);
    if (problem.code === 'not-found') {
      // A try before this one must have been carried out: the record is out of the leaver's sight.
      store.lose(leaves ? 'left' : 'changed');
      if (leaves && tries > 1) return done;
    }
    throw problem;
  }
}

/** No answer in time is not a refusal: look before speaking. */
async function check(store: RecordStore, { intent, leaves }: Job, done: Settled): Promise<Settled> {
  store.checking();
  await store.reload(leaves ? 'left' : 'changed');
  const saved = store.confirmed ? !store.problem && holds(store.confirmed, intent) : leaves && store.lost;
  if (saved) return { ...done, late: true };
  throw new Problem('timeout');
}

/** Somebody changed the record meanwhile. Only if they changed the owner is it the viewer's business. */
async function settleOwner(store: RecordStore, { intent, ownerSeen }: Job, done: Settled): Promise<Settled> {
  await store.reload();
  const owner = store.confirmed?.owner?.id;
  if (owner === intent.user.id) return done;
  if (!store.confirmed || owner !== ownerSeen) throw new Problem('version-mismatch');
  try {
    const answer = await store.source.write(store.record, intent, store.confirmed);
    store.adopt(answer ?? confirmedBy(store.confirmed, intent), intent);
    return done;
  } catch (error) {
    throw isProblem(error) && error.code === 'version-mismatch' ? new Problem('unavailable') : error;
  }
}
