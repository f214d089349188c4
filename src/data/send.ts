/**
 * Sends one change and finds out what became of it: lost answers, moved versions, late saves.
 * The order of changes and what is shown meanwhile are the store's.
 */
import { type Change, DONE, fold, holds, type Intent } from '../core/intent.ts';
import { Problem } from '../core/problem.ts';
import type { Denial } from '../core/reason.ts';
import type { Snapshot } from '../core/record.ts';
import type { Outcome } from '../core/result.ts';
import { problemOf } from './response.ts';
import type { RecordStore } from './store.ts';
import type { Told } from './told.ts';

export { DONE, holds };
export type { Outcome };

/** How a change ended. */
export interface Settled {
  readonly intent: Intent;
  readonly outcome: Outcome;
  /** Refused by the server, or never reached it. */
  readonly problem?: Problem | undefined;
  /** Refused by the policy, when it was tested again just before it was sent. */
  readonly denial?: Denial | undefined;
  /** Refused in consequence of an earlier change it was waiting behind, which has been told of. */
  readonly joint?: boolean | undefined;
  /** Refused before it could be tried: there was no record to try it on. */
  readonly untried?: boolean | undefined;
  /** No answer came in time, but a second look showed that it was saved. */
  readonly late?: boolean | undefined;
  /**
   * What the change did to the record as the page knew it; nothing where a next one takes it back already.
   * Of changes sent in one request the first says it of all.
   */
  readonly told?: Told | undefined;
}

/** What the element that asks for changes knows about them, and the store does not. */
export interface Terms {
  /** Asks the policy, of the record as it will then be. */
  readonly test: (snapshot: Snapshot, change: Change) => Denial | undefined;
  /** Among them is the viewer's own leave, as the last, or one that ends their sight of the record in another way. */
  readonly leaves?: boolean | undefined;
  /** A change ends the viewer's sight of the record. */
  readonly loses?: boolean | undefined;
  /** Set for changes that are saved together: where one finds nobody to send it to, the rest of the plan stays. */
  readonly plan?: object | undefined;
}

/** What goes out in one request: one change, or several where `bulk` says that the backend takes them at once. */
export interface Job extends Terms {
  intents: Intent[];
  readonly bulk: boolean;
  /** The owner the viewer saw when they asked for another. */
  readonly ownerSeen: string | undefined;
  readonly settle: (settled: Settled[]) => void;
  /** What is known so far of its changes. */
  settled: Settled[];
  /** How an earlier change was refused that this one was waiting behind. */
  behind?: Settled;
  told?: Told;
}

/** What a backend that answers nothing must have made of the record. */
function confirmedBy(snapshot: Snapshot, intent: Intent): Snapshot {
  const { followers, ...rest } = fold(snapshot, [intent]);
  return { ...rest, followers: followers.map(({ pending: _, ...follower }) => follower) };
}

/**
 * Resolves when the change is made, rejects with a `Problem` when it is not; once `signal` is aborted the
 * outcome is nobody's business any more. `again` marks the second and last try after somebody else's change.
 */
export async function send(
  store: RecordStore,
  intent: Intent,
  job: Job,
  signal: AbortSignal,
  again = false,
): Promise<Settled> {
  const { leaves, loses, ownerSeen } = job;
  const { op } = intent;
  const done: Settled = { intent, outcome: DONE[op] };
  const look = async (): Promise<void> => {
    await store.reload();
    signal.throwIfAborted();
  };
  let tries = 0;
  try {
    const answer = await store.patiently(() => {
      tries++;
      return store.source.write(store.record, intent, store.confirmed);
    }, signal);
    signal.throwIfAborted();
    if (answer) store.adopt(answer, [intent]);
    else if (loses) store.lose();
    else {
      // Such a change may touch the viewer's rights, of which nothing was answered.
      if (leaves || op === 'owner') await look();
      if (store.confirmed) store.adopt(confirmedBy(store.confirmed, intent), [intent]);
    }
    return done;
  } catch (error) {
    const problem = problemOf(error);
    const { code } = problem;
    const late = code === 'timeout';
    const moved = code === 'version-mismatch' || (op === 'owner' && code === 'user-is-owner');
    if (late || moved || code === 'malformed-response') {
      // No answer, none that can be read, or somebody was faster: look before speaking.
      if (late) store.tell({ type: 'checking' });
      await look();
      const { confirmed, problem: failed } = store;
      if (confirmed && holds(confirmed, intent)) return { ...done, late };
      if (moved) {
        if (failed) throw failed;
        // That somebody changed something else is not the viewer's business; another owner is.
        if (confirmed?.owner?.id === ownerSeen) {
          if (again) throw new Problem('unavailable');
          return send(store, intent, job, signal, true);
        }
      }
    }
    // When a try before this one was carried out, a leaver doesn't see the record any more.
    if (code === 'not-found') store.lose(!!leaves && tries > 1);
    throw problem;
  }
}
