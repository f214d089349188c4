/**
 * What one element adds to the shared record: changes not sent yet (until saved), changes that
 * failed (until tried again or dismissed), and the one step that can be undone.
 *
 * Asks the policy before anything is sent. Knows no words and no DOM.
 */
import { type Change, fold, type Intent, inverse } from '../core/intent.ts';
import {
  type Check,
  isFollower,
  losesAccess,
  mayChangeOwner,
  mayMake,
  reversible,
  type Situation,
} from '../core/policy.ts';
import type { Snapshot, User, Viewer } from '../core/record.ts';
import type { Denial } from '../core/reason.ts';
import { DONE, holds } from './send.ts';
import type { Users } from './source.ts';
import type { RecordStore, Settled } from './store.ts';
import type { News } from './told.ts';

/** How a change ended, and whether it can be taken back. */
export interface Made extends Settled {
  readonly undoable: boolean;
  /** The record as it was shown before the change. */
  readonly before: Snapshot;
}

/** Failures after which an addition stays visible, to be tried again. */
export const RETRYABLE: readonly string[] = [
  'follower-limit',
  'unavailable',
  'offline',
  'timeout',
  'rate-limited',
  'malformed-response',
  'unknown',
];

export class Overlay {
  intents: Intent[] = [];
  store: RecordStore | undefined;
  viewer: Viewer | undefined;
  check: Check | undefined;
  /** Whom the element offers, where its host says so. */
  users: Users | undefined;
  /** The change that `undo` would make. */
  back: Change | undefined;
  /** Who wanted the intents. */
  #author: string | undefined;

  /** The record as this element shows it. */
  get shown(): Snapshot | undefined {
    const shared = this.store?.shown;
    return shared && fold(shared, this.intents);
  }

  /** Additions that failed and wait for another try. */
  get failed(): Intent[] {
    return this.intents.filter(isFailed);
  }

  situation(snapshot: Snapshot): Situation {
    return { snapshot, viewer: this.viewer, check: this.check };
  }

  /** Who looks at the record, as far as anybody said. */
  get viewerId(): string | undefined {
    return (this.store?.confirmed?.viewer ?? this.viewer)?.id;
  }

  /** Why the owner can't be changed, whoever it would be. */
  ownerDenial(snapshot: Snapshot): Denial | undefined {
    // Without a route for it nobody can, admin or not.
    if (!snapshot.features.includes('owner')) return { reason: 'viewer-unknown' };
    return mayChangeOwner(this.situation(snapshot));
  }

  /** Why the viewer can't make a change now; nothing where it is made already, which ends as `already` or `absent`. */
  denial(change: Change, snapshot: Snapshot): Denial | undefined {
    if (holds(snapshot, change)) return undefined;
    if (globalThis.navigator?.onLine === false) return { reason: 'offline' };
    return (
      (change.op === 'owner' ? this.ownerDenial(snapshot) : undefined) ??
      mayMake(change, this.situation(snapshot))
    );
  }

  /** Makes a change that `denial` allowed. */
  async make(change: Change): Promise<Made> {
    const { store, shown: before } = this;
    if (!store || !before) throw new TypeError('no record');
    const { op, user } = change;
    const situation = this.situation(before);
    const loses = losesAccess(change, situation);
    // One step: what takes a change back can't be taken back itself.
    const lasting = change === this.back || !reversible(change, situation);
    this.back = undefined;
    const settled = await store.send(change, {
      test: (snapshot) => this.denial(change, snapshot),
      leaves: loses || (op === 'remove' && user.id === this.viewerId),
      loses,
    });
    const { intent, outcome, problem, denial } = settled;
    const undoable = !lasting && outcome === DONE[op];
    // The element may show another record by now.
    if (store === this.store) {
      if (undoable) this.back = inverse(change, before);
      const code = denial?.reason ?? problem?.code;
      if (outcome === 'refused' && op === 'add' && code && RETRYABLE.includes(code)) {
        this.intents = [...this.intents, { ...intent, state: 'failed', problem }];
      }
    }
    return { ...settled, undoable, before };
  }

  /** Forgets a failed change. */
  dismiss({ id }: User): void {
    this.intents = this.intents.filter((intent) => !isFailed(intent) || intent.user.id !== id);
  }

  /** To be called with all news of the store, before anything is drawn. */
  heard(news: News): void {
    const { back, shown } = this;
    const author = this.store?.confirmed?.viewer?.id;
    if (news.type === 'emptied') this.back = undefined;
    // Nobody is to see what somebody else wanted.
    if (author && this.#author && author !== this.#author) this.intents = [];
    this.#author = author ?? this.#author;
    // Added after all, by whomever.
    if (shown)
      this.intents = this.intents.filter((intent) => !isFailed(intent) || !isFollower(intent.user.id, shown));
    if (news.type !== 'remote' || !back) return;
    // Somebody else changed these people: taking back the own change would undo theirs.
    const people = [...news.added, ...news.removed];
    if (back.op === 'owner' ? news.owner : people.some(({ id }) => id === back.user.id))
      this.back = undefined;
  }

  /** Another record is shown from now on. */
  attach(store: RecordStore | undefined): void {
    this.store = store;
    this.intents = [];
    this.back = undefined;
    this.#author = store?.confirmed?.viewer?.id;
  }
}

const isFailed = ({ state }: Intent): boolean => state === 'failed';
