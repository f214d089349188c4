/**
 * Saving what one element kept to itself: in which order, what the policy says of it, and what happens when
 * there is no record to save it to. Sending is the store's business.
 */
import { type Change, fold, holds, type Intent } from '../core/intent.ts';
import { losesAccess, losesEditRight, mayChangeOwner, mayMake, type Situation } from '../core/policy.ts';
import { Problem } from '../core/problem.ts';
import type { Denial } from '../core/reason.ts';
import type { Snapshot } from '../core/record.ts';
import { problemOf } from './response.ts';
import type { Settled } from './send.ts';
import type { RecordStore } from './store.ts';

/** A snapshot as one element judges it. */
export type Judge = (snapshot: Snapshot) => Situation;

/** Why the owner can't be changed, whoever it would be. */
export function ownerDenial(situation: Situation): Denial | undefined {
  // Without a route for it nobody can, admin or not.
  return situation.snapshot.features.includes('owner')
    ? mayChangeOwner(situation)
    : { reason: 'viewer-unknown' };
}

/** Why the viewer can't make a change. */
export function denialOf(change: Change, situation: Situation): Denial | undefined {
  return (change.op === 'owner' ? ownerDenial(situation) : undefined) ?? mayMake(change, situation);
}

const isOwn = ({ op, user }: Change, { snapshot, viewer }: Situation): boolean =>
  op === 'remove' && user.id === (snapshot.viewer ?? viewer)?.id;

/**
 * The order in which changes of one record are saved: removals give places to additions, a handover that ends
 * the viewer's right to edit waits for what needs it, and their own leaving comes last.
 */
export function inOrder(intents: readonly Intent[], situation: Situation): Intent[] {
  const rank = (intent: Intent): number => {
    if (intent.op === 'add') return 2;
    if (intent.op === 'owner') return losesEditRight(intent, situation) ? 3 : 1;
    return isOwn(intent, situation) ? 4 : 0;
  };
  return intents.toSorted((a, b) => rank(a) - rank(b));
}

/** Why saving these would refuse each of them; nothing for those it would make, or find made. */
export function objections(
  intents: readonly Intent[],
  snapshot: Snapshot,
  judge: Judge,
): Map<number, Denial | undefined> {
  let now = snapshot;
  return new Map(
    inOrder(intents, judge(snapshot)).map((intent) => {
      const denial = holds(now, intent) ? undefined : denialOf(intent, judge(now));
      if (!denial) now = fold(now, [intent]);
      return [intent.id, denial];
    }),
  );
}

/** What one element wants to be saved. */
export interface Plan {
  /** None: there is no record to save it to. */
  readonly store: RecordStore | undefined;
  readonly intents: readonly Intent[];
  readonly judge: Judge;
  /** Who wanted it, where that is known. */
  readonly author: string | undefined;
  /** Asked when the record is known: the viewer may have thought better of it. */
  readonly isWanted: (intent: Intent) => boolean;
}

/** Sends what is wanted, as soon as the record is known, and tells how each change ended; never rejects. */
export async function save({ store, intents, judge, author, isWanted }: Plan): Promise<Settled[]> {
  const release = store?.hold();
  try {
    if (!store) throw new Problem('invalid-request');
    const before = await loaded(store);
    const { viewer } = before;
    if (author && viewer && author !== viewer.id) throw new Problem('not-authenticated');
    return await send(store, before, intents.filter(isWanted), judge);
  } catch (error) {
    const problem = problemOf(error);
    return intents.map((intent) => ({ intent, outcome: 'refused', problem, untried: true }));
  } finally {
    release?.();
  }
}

/** The record of a store as it is shown, read where it isn't known; rejects with the `Problem` why it can't be. */
async function loaded(store: RecordStore): Promise<Snapshot> {
  if (!store.shown) await store.load();
  if (store.shown) return store.shown;
  throw store.problem ?? new Problem('unavailable');
}

function send(
  store: RecordStore,
  before: Snapshot,
  intents: readonly Intent[],
  judge: Judge,
): Promise<Settled[]> {
  const plan = {};
  // The queue changes the state of what it sends; the element keeps its own until it hears how that ended.
  const ordered = inOrder(intents, judge(before)).map((intent) => ({ ...intent }));
  return store.sendAll(ordered, (part) => {
    const situation = judge(fold(before, ordered.slice(0, ordered.indexOf(part[0]!))));
    const loses = part.some((intent) => losesAccess(intent, situation));
    return {
      plan,
      loses,
      leaves: loses || part.some((intent) => isOwn(intent, situation)),
      test: (snapshot, change) => denialOf(change, judge(snapshot)),
    };
  });
}
