/**
 * What a page is told of a record: every difference once, and whose doing it was.
 * Told by what the page knew before, not by what is shown: a pending change may cover what others did.
 */
import { difference, type Intent } from '../core/intent.ts';
import type { Follower, Snapshot, User } from '../core/record.ts';

/** The difference between what the page knew of a record and what it is told of it. */
export type Told = ReturnType<typeof difference>;

/** What subscribers are told besides "look again". */
export type News =
  | { readonly type: 'state' }
  /** Others changed what is shown. */
  | (Told & { readonly type: 'remote'; readonly before: Snapshot })
  /** The viewer lost sight of the record: `left` by their own doing. */
  | { readonly type: 'access'; readonly cause: 'left' | 'changed' }
  /** Everything was forgotten: nobody is signed in any more, or somebody else is. */
  | { readonly type: 'emptied' }
  /** A write was not answered in time; the record is being read to see what was saved. */
  | { readonly type: 'checking' };

/** `first` is true for one subscriber only, who tells the page. */
export type Listener = (news: News, first: boolean) => void;

/** The record as it is `now`, but as it was `before` for those whom changes on their way are about. */
export function visible(before: Snapshot, now: Snapshot, queue: readonly Intent[]): Snapshot {
  const owners = queue.some(({ op }) => op === 'owner') ? [before.owner?.id, now.owner?.id] : [];
  const isHidden = ({ user }: Follower): boolean =>
    owners.includes(user.id) || queue.some((intent) => intent.user.id === user.id);
  return {
    ...now,
    owner: owners.length ? before.owner : now.owner,
    followers: [...now.followers.filter((each) => !isHidden(each)), ...before.followers.filter(isHidden)],
  };
}

/** What changes did of a difference, and what others did. */
export function tellApart(
  before: Snapshot | undefined,
  now: Snapshot | undefined,
  mine: readonly Intent[],
): [own: Told, others: Told] {
  const { added, removed, owner } = difference(before, now);
  const handover = mine.some(({ op }) => op === 'owner');
  const isMine = ({ id }: User): boolean =>
    mine.some(({ user }) => id === user.id) || (handover && id === before?.owner?.id);
  const isOther = (user: User): boolean => !isMine(user);
  return [
    { added: added.filter(isMine), removed: removed.filter(isMine), owner: owner && handover },
    { added: added.filter(isOther), removed: removed.filter(isOther), owner: owner && !handover },
  ];
}
