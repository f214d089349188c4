/**
 * What the templates draw from: the state of one element, worked out once per drawing.
 * Templates decide nothing; they ask this.
 */
import {
  eligibility,
  hasSeat,
  losesOwnerRight,
  mayAddFollowers,
  mayRemove,
  type Situation,
} from '../core/policy.ts';
import type { Problem } from '../core/problem.ts';
import type { Denial } from '../core/reason.ts';
import type { Snapshot, User, Viewer } from '../core/record.ts';
import type { Intent } from '../core/intent.ts';
import type { Overlay } from '../data/overlay.ts';
import type { Wait } from '../data/store.ts';
import type { Params, Words } from '../locales/messages.ts';
import { nameOf, type Pictures } from './person.ts';

/** A record that can be shown. */
export interface View {
  readonly words: Words;
  readonly shown: Snapshot;
  readonly situation: Situation;
  /** Who looks, as somebody who can be added. */
  readonly viewer: User | undefined;
  /** Seats taken; a pending addition beyond the last seat is not counted. */
  readonly taken: number;
  readonly failed: readonly Intent[];
  /** Why nobody can be added by this viewer, whoever and however many seats. */
  readonly addDenial: Denial | undefined;
  readonly seatDenial: Denial | undefined;
  readonly ownerDenial: Denial | undefined;
  /** The viewer could follow with one click. */
  readonly canFollow: boolean;
  /** Following would end the viewer's right to change the owner. */
  readonly followCosts: boolean;
  readonly offline: boolean;
  /** Set while what is shown may be out of date. */
  readonly problem: Problem | undefined;
  /** A pause the server asked for. */
  readonly wait: Wait | undefined;
  readonly confirmedAt: number;
  readonly details: boolean;
  readonly pictures: Pictures;
}

export function userOf(viewer: Viewer | undefined): User | undefined {
  return viewer && { active: true, ...viewer, name: viewer.name ?? '' };
}

export function seatsTaken({ followers, limit }: Snapshot): number {
  const pending = followers.filter((follower) => follower.pending).length;
  const settled = followers.length - pending;
  return settled + Math.min(pending, Math.max(0, limit - settled));
}

/** `undefined` while there is nothing to show. */
export function viewOf(
  overlay: Overlay,
  words: Words,
  { details, pictures }: Pick<View, 'details' | 'pictures'>,
): View | undefined {
  const { shown, store } = overlay;
  if (!shown || !store) return undefined;
  const situation = overlay.situation(shown);
  const viewer = userOf(shown.viewer ?? overlay.viewer);
  const addDenial = mayAddFollowers(situation);
  const seatDenial = hasSeat(shown);
  const barred = addDenial ?? seatDenial;
  const canFollow = !!viewer && !barred && !eligibility(viewer, shown, 'follower', overlay.check);
  return {
    words,
    shown,
    situation,
    viewer,
    taken: seatsTaken(shown),
    failed: overlay.failed,
    addDenial,
    seatDenial,
    ownerDenial: overlay.ownerDenial(shown),
    canFollow,
    followCosts: canFollow && losesOwnerRight({ op: 'add', user: viewer }, situation),
    offline: globalThis.navigator?.onLine === false,
    problem: store.problem,
    wait: store.wait,
    confirmedAt: store.confirmedAt,
    details,
    pictures,
  };
}

/** Facts that sentences about a record, and about one person, may name. */
export function facts(shown: Snapshot | undefined, words: Words, user?: User): Params {
  const owner = shown?.owner && nameOf(shown.owner, words);
  return {
    n: shown && seatsTaken(shown),
    limit: shown?.limit,
    inactive: shown?.followers.filter((follower) => !follower.user.active).length,
    name: user && nameOf(user, words),
    // "You or an admin" is nothing to tell the owner.
    owner: shown?.owner?.id === shown?.viewer?.id ? undefined : owner,
    previous: owner,
  };
}

export function canRemove(view: View, user: User): boolean {
  return !mayRemove(user, view.situation);
}
