/**
 * What a viewer may do to a record, and why not when they may not.
 *
 * The server enforces the same rules with this same file and has the last word. On the client it
 * exists so that nothing is offered that would be refused. No DOM, no network, no clock.
 *
 * Every question answers with a `Denial`, or `undefined` when it is allowed.
 */
import { type Change, fold, inverse } from './intent.ts';
import type { Can, RecordRef, Snapshot, User, Viewer } from './record.ts';
import { type Denial, denialOf, type Reason, type Verdict } from './reason.ts';

/** Choices of the backend; clients learn them only through `can`. */
export interface PolicyOptions {
  /** Whether somebody who merely follows may add others. Default true. */
  readonly followersMayAdd?: boolean | undefined;
  /** Whether somebody who merely follows may remove others. Default true. */
  readonly followersMayRemoveOthers?: boolean | undefined;
}

export type Role = 'follower' | 'owner';

/** The host's veto: nothing, or a sentence for people. */
export type Check = (
  action: 'add' | 'remove' | 'owner',
  user: User,
  record: RecordRef,
) => string | undefined | null | false;

/** Everything a question is asked of. `snapshot` is what is shown: confirmed plus pending changes. */
export interface Situation {
  readonly snapshot: Snapshot;
  /** Used only where the snapshot names no viewer. */
  readonly viewer?: Viewer | undefined;
  readonly options?: PolicyOptions | undefined;
  readonly check?: Check | undefined;
}

const deny = (reason: Reason): Denial => ({ reason });

/** The viewer's ties to the record. "Mere" follower: follows, and is neither owner nor admin. */
function relation({ snapshot, viewer: known }: Situation) {
  const viewer = snapshot.viewer ?? known;
  const owner = !!viewer && snapshot.owner?.id === viewer.id;
  const follower = !!viewer && isFollower(viewer.id, snapshot);
  const admin = !!viewer?.admin;
  return {
    viewer,
    admin,
    owner,
    follower,
    mere: follower && !owner && !admin,
    canEdit: viewer?.canEdit !== false,
    restricted: !!viewer?.onlyAssignedData,
  };
}

export function isFollower(userId: string, snapshot: Snapshot): boolean {
  return snapshot.followers.some(({ user }) => user.id === userId);
}

/** Whether the viewer may see the record at all. An unknown viewer was shown it by the server. */
export function mayView(situation: Situation): Denial | undefined {
  const { viewer, admin, restricted, owner, follower } = relation(situation);
  return !viewer || admin || !restricted || owner || follower ? undefined : deny('not-visible');
}

/** Whether the viewer may edit the record itself. */
export function mayEdit(situation: Situation): Denial | undefined {
  const { viewer, admin, canEdit, restricted, owner, follower } = relation(situation);
  if (!viewer || admin || (canEdit && (owner || follower || !restricted))) return undefined;
  return mayView(situation) ?? deny('read-only');
}

/** The server's word on a right of the viewer where it gave one, else our own test. */
function right(verdict: Verdict | undefined, own: Denial | undefined, fallback: Reason): Denial | undefined {
  if (verdict === undefined) return own;
  return denialOf(verdict, own?.reason ?? fallback);
}

/** The viewer's right to add anybody, before any question about the person or the seats. */
export function mayAddFollowers(situation: Situation): Denial | undefined {
  const { mere } = relation(situation);
  const closed = mere && situation.options?.followersMayAdd === false;
  const own = mayEdit(situation) ?? (closed ? deny('followers-cannot-manage') : undefined);
  return right(situation.snapshot.can?.addFollower, own, mere ? 'followers-cannot-manage' : 'read-only');
}

/** The viewer's right to remove other people. Leaving oneself is always allowed. */
export function mayRemoveFollowers(situation: Situation): Denial | undefined {
  const { mere } = relation(situation);
  const closed = mere && situation.options?.followersMayRemoveOthers === false;
  const own = mayEdit(situation) ?? (closed ? deny('followers-cannot-manage') : undefined);
  return right(situation.snapshot.can?.removeFollower, own, mere ? 'followers-cannot-manage' : 'read-only');
}

/** The viewer's right to change the owner, before any question about the person. */
export function mayChangeOwner(situation: Situation): Denial | undefined {
  const { viewer, admin, canEdit, owner, follower, mere, restricted } = relation(situation);
  let own: Denial | undefined;
  if (!viewer) own = deny('viewer-unknown');
  else if (!admin && !(canEdit && (owner || (!follower && !restricted)))) {
    own = mayView(situation) ?? deny(mere ? 'followers-cannot-change-owner' : 'owner-change-forbidden');
  }
  return right(situation.snapshot.can?.changeOwner, own, 'owner-change-forbidden');
}

/** The viewer's rights as a server would have to say them: its own word where it gave one. */
export function rights(situation: Situation): Can {
  const { can } = situation.snapshot;
  return {
    addFollower: can?.addFollower ?? mayAddFollowers(situation) ?? true,
    removeFollower: can?.removeFollower ?? mayRemoveFollowers(situation) ?? true,
    changeOwner: can?.changeOwner ?? mayChangeOwner(situation) ?? true,
  };
}

/** Whether a person can take a role on a record, whoever asks. Seats are not counted here. */
export function eligibility(
  candidate: User,
  snapshot: Snapshot,
  role: Role,
  check?: Check,
): Denial | undefined {
  if (snapshot.owner?.id === candidate.id) return deny('user-is-owner');
  if (role === 'follower' && isFollower(candidate.id, snapshot)) return deny('already-following');
  if (!candidate.active) return deny('user-inactive');
  const refused =
    candidate.assignable === undefined ? undefined : denialOf(candidate.assignable, 'user-not-assignable');
  return refused ?? vetoed(check, role === 'owner' ? 'owner' : 'add', candidate, snapshot);
}

function vetoed(
  check: Check | undefined,
  action: Parameters<Check>[0],
  user: User,
  { record }: Snapshot,
): Denial | undefined {
  const sentence = check?.(action, user, record);
  return sentence === undefined || sentence === null || sentence === false
    ? undefined
    : { reason: 'check', detail: String(sentence) || undefined };
}

/** Whether another follower fits. */
export function hasSeat({ limit, followers }: Snapshot): Denial | undefined {
  if (limit === 0) return deny('off');
  return followers.length < limit ? undefined : deny('follower-limit');
}

/** Whether the viewer may add this person now. */
export function mayAdd(user: User, situation: Situation): Denial | undefined {
  const { snapshot, check } = situation;
  return mayAddFollowers(situation) ?? eligibility(user, snapshot, 'follower', check) ?? hasSeat(snapshot);
}

/** Whether the viewer may remove this person now. */
export function mayRemove(user: User, situation: Situation): Denial | undefined {
  const { viewer } = relation(situation);
  const denied = viewer?.id === user.id ? undefined : mayRemoveFollowers(situation);
  return denied ?? vetoed(situation.check, 'remove', user, situation.snapshot);
}

/** Whether the viewer may make this person the owner now. */
export function mayMakeOwner(user: User, situation: Situation): Denial | undefined {
  return mayChangeOwner(situation) ?? eligibility(user, situation.snapshot, 'owner', situation.check);
}

/** Whether the viewer may make this change now; a previous owner who is to stay needs a seat. */
export function mayMake(change: Change, situation: Situation): Denial | undefined {
  if (change.op === 'add') return mayAdd(change.user, situation);
  if (change.op === 'remove') return mayRemove(change.user, situation);
  return (
    mayMakeOwner(change.user, situation) ??
    (change.keepPrevious ? mayKeepOwner(change.user, situation.snapshot) : undefined)
  );
}

/** Whether the owner, if there is one, can stay as a follower when `next` takes over. */
export function mayKeepOwner(next: User, snapshot: Snapshot): Denial | undefined {
  if (!snapshot.owner) return undefined;
  if (!snapshot.owner.active) return deny('user-inactive');
  return hasSeat({ ...snapshot, followers: snapshot.followers.filter(({ user }) => user.id !== next.id) });
}

function after(change: Change, situation: Situation): Situation {
  return { ...situation, snapshot: fold(situation.snapshot, [change]) };
}

/** Whether the change ends the viewer's own sight of the record. */
export function losesAccess(change: Change, situation: Situation): boolean {
  if ((situation.snapshot.viewer ?? situation.viewer)?.keepsAccess) return false;
  return !mayView(situation) && !!mayView(after(change, situation));
}

/** Whether the change ends the viewer's own right to change the owner. */
export function losesOwnerRight(change: Change, situation: Situation): boolean {
  return !mayChangeOwner(situation) && !!mayChangeOwner(after(change, situation));
}

/** Whether the change ends the viewer's own right to edit the record. */
export function losesEditRight(change: Change, situation: Situation): boolean {
  return !mayEdit(situation) && !!mayEdit(after(change, situation));
}

/** Whether the viewer could take the change back afterwards, as things would stand then. */
export function reversible(change: Change, situation: Situation): boolean {
  const back = inverse(change, situation.snapshot);
  return !!back && !mayMake(back, after(change, situation));
}
