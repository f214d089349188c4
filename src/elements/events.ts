/**
 * Every event of the elements: names, details, and the one function that fires them.
 * All bubble and cross shadow roots; details are copies, made for the listener.
 */
import type { ProblemCode } from '../core/problem.ts';
import type { Reason } from '../core/reason.ts';
import type { RecordRef, User } from '../core/record.ts';

/** The confirmed followers or the owner of a record changed. */
export interface FollowersChangeDetail {
  record: RecordRef;
  version: string | undefined;
  /** Who caused it: the viewer here, their undo, or somebody else. */
  reason: 'user' | 'undo' | 'remote';
  /** The person who did it, where the server says so. */
  by?: { id: string; name: string } | undefined;
  added: User[];
  removed: User[];
  /** Everybody who follows now. */
  followers: User[];
}

export interface OwnerChangeDetail extends FollowersChangeDetail {
  owner: User | null;
  previous: User | null;
}

/** The viewer is about to change something; cancel the event to prevent it. */
export interface BeforeChangeDetail {
  record: RecordRef;
  op: 'add' | 'remove' | 'owner';
  user: User;
  keepPrevious?: boolean | undefined;
}

/** A change was taken back, or a load failed; cancel the event to show a message of your own. */
export interface ProblemDetail {
  record: RecordRef | undefined;
  code: ProblemCode | Reason;
  reason?: Reason | undefined;
  /** The sentence the element shows unless the event is cancelled. */
  message: string;
  op?: 'add' | 'remove' | 'owner' | undefined;
  user?: User | undefined;
  /** What went wrong underneath, for logs. */
  cause?: unknown;
}

/** The viewer's sight of the record changed: the host should hide or show the rest of the page. */
export interface AccessChangeDetail {
  record: RecordRef;
  access: 'none' | 'view' | 'edit';
  cause: 'left' | 'changed';
}

/** Picks that are not saved are about to be lost. */
export interface UnsavedDetail {
  record: RecordRef;
  changes: { op: 'add' | 'remove' | 'owner'; user: User; keepPrevious?: boolean | undefined }[];
  /**
   * The dialog around them closes: cancel the event to keep it open, where the browser lets a page do so. Or the
   * element is given another record.
   */
  cause: 'dialog' | 'record';
}

export interface CrmFollowersEventMap {
  'crm-followers-change': CustomEvent<FollowersChangeDetail>;
  'crm-followers-owner-change': CustomEvent<OwnerChangeDetail>;
  'crm-followers-before-change': CustomEvent<BeforeChangeDetail>;
  'crm-followers-problem': CustomEvent<ProblemDetail>;
  'crm-followers-access-change': CustomEvent<AccessChangeDetail>;
  'crm-followers-unsaved': CustomEvent<UnsavedDetail>;
}

declare global {
  interface HTMLElementEventMap extends CrmFollowersEventMap {}
}

const CANCELABLE = ['crm-followers-before-change', 'crm-followers-problem'];

/** Fires an event; false when a listener cancelled it. */
export function fire<Name extends keyof CrmFollowersEventMap>(
  target: EventTarget,
  name: Name,
  detail: CrmFollowersEventMap[Name]['detail'],
  cancelable = CANCELABLE.includes(name),
): boolean {
  return target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
}
