/**
 * Changes that are noted until they are saved: what each replaces of those noted before, and what has to be
 * noted so that a record becomes as somebody wants it. Pure; who notes them is the overlay.
 */
import { type Change, changesTo, intend, type Intent } from '../core/intent.ts';
import { isFollower } from '../core/policy.ts';
import { FOLLOWER_LIMIT, type RecordRef, type Snapshot, type User, type Viewer } from '../core/record.ts';

/** What somebody wants the followers and the owner to be; what is not named stays as it is. */
export interface Assigned {
  readonly followers?: readonly User[] | undefined;
  readonly owner?: User | null | undefined;
}

export const isFailed = ({ state }: Intent): boolean => state === 'failed';
export const isUnsent = ({ state }: Intent): boolean => state === 'unsent';

/** The owner that the viewer of a record sees, as an intent remembers it. */
export const seenIn = ({ owner }: Snapshot): string | null => owner?.id ?? null;

/** Each person once. */
const distinct = (people: readonly User[]): User[] => [
  ...new Map(people.map((user) => [user.id, user])).values(),
];

/** A record that does not exist yet, with the people its host gave. */
export function draftOf(
  record: RecordRef,
  { followers = [], owner }: Assigned,
  { limit = FOLLOWER_LIMIT, viewer }: { limit?: number | undefined; viewer?: Viewer | undefined },
): Snapshot {
  const others = distinct(followers).filter(({ id }) => id !== owner?.id);
  return {
    record,
    features: ['owner'],
    limit,
    viewer,
    owner: owner ?? null,
    followers: others.map((user) => ({ user })),
  };
}

/** Whether a record is shown as somebody wants it. */
export function isAs(shown: Snapshot, { followers, owner }: Assigned): boolean {
  const people = followers && distinct(followers);
  return (
    (owner === undefined || owner?.id === shown.owner?.id) &&
    (!people || (people.length === shown.followers.length && people.every(({ id }) => isFollower(id, shown))))
  );
}

/** What has to be noted on `base`, of which `shown` is seen, so that it becomes as somebody wants it. */
export function intentsTo(wanted: Assigned, base: Snapshot, shown: Snapshot): Intent[] {
  const { followers = shown.followers.map(({ user }) => user), owner = shown.owner } = wanted;
  const seen = base.record.id ? seenIn(base) : undefined;
  return changesTo(base, distinct(followers), owner).map((change) => intend(change, seen));
}

/** What of a draft is wanted of the record that it became: everything, whoever gave it. */
export function intentsOf(draft: Snapshot): Intent[] {
  return intentsTo({}, { ...draft, owner: null, followers: [] }, draft);
}

/** A change as it is noted: while a handover waits, whether the previous owner follows is part of it. */
export function wishOf(change: Change, intents: readonly Intent[], base: Snapshot): Change {
  const { op, user } = change;
  const handover = intents.find((intent) => isUnsent(intent) && intent.op === 'owner');
  return handover && op !== 'owner' && base.owner?.id === user.id
    ? { ...handover, keepPrevious: op === 'add' }
    : change;
}

/** Whether an intent says nothing any more once a change is wanted. */
export function isReplacedBy({ op, user }: Change): (intent: Intent) => boolean {
  return (intent) => {
    const same = intent.user.id === user.id;
    if (op === 'owner') return intent.op === 'owner' || (intent.op === 'add' && same);
    return intent.op !== 'owner' && same;
  };
}
