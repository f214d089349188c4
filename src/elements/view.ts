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
import type { Snapshot, User } from '../core/record.ts';
import type { Intent } from '../core/intent.ts';
import type { Mode, Overlay } from '../data/overlay.ts';
import type { Wait } from '../data/store.ts';
import type { Params, Words } from '../locales/messages.ts';
import type { Chips } from './chip-nodes.ts';
import type { Past } from './history.ts';
import { type Faces, nameOf, userOf } from './person.ts';

/** A record that can be shown. */
export interface View {
  readonly words: Words;
  readonly mode: Mode;
  readonly shown: Snapshot;
  readonly situation: Situation;
  /** Who looks, as somebody who can be added. */
  readonly viewer: User | undefined;
  /** Seats taken; a pending addition beyond the last seat is not counted. */
  readonly taken: number;
  /** Additions that were refused and wait for another try. */
  readonly failed: readonly Intent[];
  /** Somebody who was to be the owner, and was refused. */
  readonly failedOwner: Intent | undefined;
  /** Changes that wait for `save()`. */
  readonly unsaved: number;
  readonly saving: boolean;
  /** What stands by now against additions that wait for `save()`, by person. */
  readonly objections: ReadonlyMap<string, Denial>;
  /** The form lets nobody change anything. */
  readonly locked: boolean;
  /** Name of the field, where the page has one for it. */
  readonly label: string | undefined;
  /** Why the value can't be accepted, once that is to be seen. */
  readonly error: string | undefined;
  readonly required: boolean;
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
  /** Names that more than one follower has. */
  readonly shared: ReadonlySet<string>;
  readonly confirmedAt: number;
  readonly details: boolean;
  readonly past: Past;
  readonly faces: Faces;
  readonly chips: Chips;
}

/** What the form around says of the field. */
interface Form {
  lock?: string | undefined;
  label?: string | undefined;
  error?: string | undefined;
  required?: boolean;
}

/** A record that does not exist yet has no id. */
const isDraft = ({ record }: Snapshot): boolean => !record.id;

export function seatsTaken(shown: Snapshot): number {
  const { followers, limit } = shown;
  if (isDraft(shown)) return followers.length;
  const pending = followers.filter((follower) => follower.pending).length;
  const settled = followers.length - pending;
  return settled + Math.min(pending, Math.max(0, limit - settled));
}

const repeated = (names: string[]): Set<string> =>
  new Set(names.filter((name, index) => names.indexOf(name) < index));

/** `undefined` while there is nothing to show. */
export function viewOf(
  overlay: Overlay,
  words: Words,
  { details, past, faces, chips }: Pick<View, 'details' | 'past' | 'faces' | 'chips'>,
  { lock, label, error, required = false }: Form = {},
): View | undefined {
  const { shown, store, mode, failed, unsent } = overlay;
  if (!shown) return undefined;
  const barrier: Denial | undefined = lock ? { reason: 'check', detail: lock } : undefined;
  const situation = overlay.situation(shown);
  const viewer = userOf(shown.viewer ?? overlay.viewer);
  const addDenial = barrier ?? mayAddFollowers(situation);
  const seatDenial = hasSeat(shown);
  const barred = addDenial ?? seatDenial;
  const canFollow = !!viewer && !barred && !eligibility(viewer, shown, 'follower', overlay.check);
  const waiting = mode === 'manual' ? unsent : [];
  return {
    words,
    mode,
    shown,
    situation,
    viewer,
    taken: seatsTaken(shown),
    failed: failed.filter(({ op }) => op === 'add'),
    failedOwner: failed.find(({ op }) => op === 'owner'),
    unsaved: waiting.length,
    saving: overlay.saving,
    objections: new Map(
      waiting.flatMap((intent) => {
        const denial = overlay.objection(intent);
        return denial ? [[intent.user.id, denial] as const] : [];
      }),
    ),
    locked: !!lock,
    label,
    error,
    required,
    addDenial,
    seatDenial,
    ownerDenial: barrier ?? overlay.ownerDenial(shown),
    canFollow,
    followCosts: canFollow && mode !== 'draft' && losesOwnerRight({ op: 'add', user: viewer }, situation),
    // What is only picked here needs no connection.
    offline: mode === 'auto' && globalThis.navigator?.onLine === false,
    problem: store?.problem,
    wait: store?.wait,
    shared: repeated(shown.followers.map(({ user }) => nameOf(user, words))),
    confirmedAt: store?.confirmedAt ?? 0,
    details,
    past,
    faces,
    chips,
  };
}

/** Facts that sentences about a record, and about one person, may name. */
export function facts(shown: Snapshot | undefined, words: Words, user?: User): Params {
  const owner = shown?.owner && nameOf(shown.owner, words);
  return {
    n: shown && seatsTaken(shown),
    limit: shown?.limit,
    draft: shown && isDraft(shown) ? 1 : undefined,
    inactive: shown?.followers.filter((follower) => !follower.user.active).length,
    name: user && nameOf(user, words),
    // "You or an admin" is nothing to tell the owner.
    owner: shown?.owner?.id === shown?.viewer?.id ? undefined : owner,
    previous: owner,
  };
}

export function canRemove(view: View, user: User): boolean {
  return !view.locked && !mayRemove(user, view.situation);
}
