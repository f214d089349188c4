/**
 * Changes the viewer wants, and what a record looks like once they are made.
 * Whether they are allowed is `policy.ts`; who sends them is `data/store.ts`.
 */
import type { Problem } from './problem.ts';
import type { Denial } from './reason.ts';
import type { Follower, Snapshot, User } from './record.ts';

/** One change of one record. */
export interface Change {
  readonly op: 'add' | 'remove' | 'owner';
  /** Whom it is about, as known when the change was made. */
  readonly user: User;
  /** Owner only: the previous owner stays as a follower. Default false. */
  readonly keepPrevious?: boolean | undefined;
}

/** A change on its way: `unsent`, `sent` and not answered, or `failed` and kept for another try. */
export interface Intent extends Change {
  readonly id: number;
  state: 'unsent' | 'sent' | 'failed';
  /** Failed: what went wrong, or why the policy refused it. */
  problem?: Problem | undefined;
  denial?: Denial | undefined;
  /** Owner only: the owner's id that the viewer saw, `null` for none; unknown where it was for a draft. */
  readonly ownerSeen?: string | null | undefined;
}

let lastId = 0;

/** A change that nobody has sent yet, with an id of its own. */
export const intend = (change: Change, ownerSeen?: string | null): Intent => ({
  ownerSeen,
  ...change,
  id: ++lastId,
  state: 'unsent',
});

/** What a change that was made is called, and one that had been made before. */
export const DONE = { add: 'added', remove: 'removed', owner: 'changed' } as const;
export const DONE_BEFORE = { add: 'already', remove: 'absent', owner: 'already' } as const;

/** Whether a record already is as a change wants it. */
export function holds({ owner, followers }: Snapshot, { op, user }: Change): boolean {
  if (op === 'owner') return owner?.id === user.id;
  return followers.some(isOf(user)) === (op === 'add');
}

const isOf = (user: User) => (follower: Follower) => follower.user.id === user.id;

function apply(snapshot: Snapshot, { op, user, keepPrevious }: Change): Snapshot {
  const { owner, followers } = snapshot;
  const others = followers.filter((follower) => !isOf(user)(follower));
  if (op === 'remove')
    return others.length < followers.length ? { ...snapshot, followers: others } : snapshot;
  if (owner?.id === user.id) return snapshot;
  if (op === 'owner') {
    const kept = keepPrevious && owner && !others.some(isOf(owner)) ? [{ user: owner, pending: true }] : [];
    return { ...snapshot, owner: user, followers: [...others, ...kept] };
  }
  return followers.some(isOf(user))
    ? snapshot
    : { ...snapshot, followers: [...followers, { user, pending: true }] };
}

/**
 * Folds changes the server has not answered yet onto a snapshot.
 * A change that no longer applies (the person left meanwhile) is skipped: an ordinary race, not an
 * error. Failed intents are left out. The server's `can` was said of the snapshot as it was, so it
 * is dropped as soon as a change touches the viewer or the owner.
 */
export function fold(snapshot: Snapshot, changes: readonly (Change | Intent)[]): Snapshot {
  let shown = snapshot;
  for (const change of changes) {
    if ('state' in change && change.state === 'failed') continue;
    const next = apply(shown, change);
    const touches = change.op === 'owner' || change.user.id === shown.viewer?.id;
    shown = next !== shown && touches ? { ...next, can: undefined } : next;
  }
  return shown;
}

/** The change that would undo `change`, made on `before`; `undefined` when there is none. */
export function inverse(change: Change, before: Snapshot): Change | undefined {
  const { op, user } = change;
  if (op === 'add') return { op: 'remove', user };
  if (op === 'remove') return { op: 'add', user };
  // There is no "no owner" to go back to.
  return before.owner
    ? { op: 'owner', user: before.owner, keepPrevious: before.followers.some(isOf(user)) }
    : undefined;
}

/** Who was added and removed between two states, by id. */
export function difference(before: Snapshot | undefined, now: Snapshot | undefined) {
  const had = before?.followers ?? [];
  const has = now?.followers ?? [];
  return {
    added: has.filter(({ user }) => !had.some(isOf(user))).map(({ user }) => user),
    removed: had.filter(({ user }) => !has.some(isOf(user))).map(({ user }) => user),
    owner: before?.owner?.id !== now?.owner?.id,
  };
}

/** The changes that make these people the followers, and this person the owner; nobody can be made no owner. */
export function changesTo(base: Snapshot, followers: readonly User[], owner: User | null): Change[] {
  const previous = base.owner?.id;
  const wanted = owner?.id ?? previous;
  const isWanted = ({ id }: User): boolean => followers.some((user) => user.id === id);
  const { added, removed } = difference(base, { ...base, followers: followers.map((user) => ({ user })) });
  const changes: Change[] = removed.filter(({ id }) => id !== wanted).map((user) => ({ op: 'remove', user }));
  if (owner && wanted !== previous) {
    changes.push({ op: 'owner', user: owner, keepPrevious: !!base.owner && isWanted(base.owner) });
  }
  for (const user of added) if (user.id !== wanted && user.id !== previous) changes.push({ op: 'add', user });
  return changes;
}
