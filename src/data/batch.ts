/**
 * Sends several changes in one request, and finds out what became of each: what the backend refuses of one is
 * its own, what it refuses of the request is everybody's.
 */
import { DONE, DONE_BEFORE, holds, type Intent } from '../core/intent.ts';
import { Problem, WIRE_CODES } from '../core/problem.ts';
import type { Snapshot } from '../core/record.ts';
import { type Loose, numberAsText, text } from './parse.ts';
import { problemOf } from './response.ts';
import type { Job, Settled } from './send.ts';
import type { RecordStore } from './store.ts';

/** What a backend answers to several changes. */
export interface Changed {
  /** `null`: the viewer has thereby lost sight of the record. */
  readonly snapshot: Snapshot | null;
  readonly results: readonly Loose[];
}

/** How one change ended; where the backend doesn't say, as the record then is. */
function readResult(intent: Intent, { snapshot, results }: Changed): Settled {
  const { op, user } = intent;
  const result = results.find((each) => each?.op === op && numberAsText(each.userId) === user.id);
  const said = [DONE[op], DONE_BEFORE[op]].find((outcome) => outcome === result?.outcome);
  const made = snapshot ? holds(snapshot, intent) : !result;
  if (said || made) {
    return { intent, outcome: said ?? (result?.outcome === 'refused' ? DONE_BEFORE[op] : DONE[op]) };
  }
  const code = WIRE_CODES.find((known) => known === result?.code) ?? 'unknown';
  const [reason, detail] = [text(result?.reason), text(result?.detail)];
  return { intent, outcome: 'refused', problem: new Problem(code, { reason, detail }) };
}

/**
 * Resolves when `job.settled` knows of every wish, rejects with the `Problem` of those it doesn't know of.
 * `again` marks the second and last try after somebody else's change.
 */
export async function sendBatch(
  store: RecordStore,
  wishes: readonly Intent[],
  job: Job,
  signal: AbortSignal,
  again = false,
): Promise<void> {
  const owner = wishes.find(({ op }) => op === 'owner');
  let tries = 0;
  try {
    const changed = await store.patiently(() => {
      tries++;
      return store.source.change(store.record, wishes, store.confirmed);
    }, signal);
    signal.throwIfAborted();
    const settled = wishes.map((intent) => readResult(intent, changed));
    job.settled.push(...settled);
    const done = settled.filter(({ intent, outcome }) => outcome === DONE[intent.op]);
    if (changed.snapshot)
      store.adopt(
        changed.snapshot,
        done.map(({ intent }) => intent),
      );
    else store.lose();
  } catch (error) {
    const problem = problemOf(error);
    const { code } = problem;
    const late = code === 'timeout';
    const moved = code === 'version-mismatch' && owner;
    if (late || moved || code === 'malformed-response') {
      // As for a single change: look before speaking.
      if (late) store.tell({ type: 'checking' });
      await store.reload();
      signal.throwIfAborted();
      const { confirmed, problem: failed } = store;
      if (moved) {
        if (failed || !confirmed) throw failed ?? problem;
        const same = confirmed.owner?.id === job.ownerSeen;
        if (same && again) throw new Problem('unavailable');
        if (same) return sendBatch(store, wishes, job, signal, true);
        // Whoever owns it now, the others can be made.
        const made = holds(confirmed, owner);
        job.settled.push(
          made ? { intent: owner, outcome: 'already' } : { intent: owner, outcome: 'refused', problem },
        );
        const rest = wishes.filter((wish) => wish !== owner);
        return rest.length ? sendBatch(store, rest, job, signal) : undefined;
      }
      for (const intent of wishes) {
        if (confirmed && holds(confirmed, intent))
          job.settled.push({ intent, outcome: DONE[intent.op], late });
      }
    }
    // When a try before this one was carried out, a leaver doesn't see the record any more.
    if (code === 'not-found') store.lose(!!job.leaves && tries > 1);
    throw problem;
  }
}
