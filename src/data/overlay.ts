/**
 * What one element adds to the shared record: changes not sent yet (until saved), changes that
 * failed (until tried again or dismissed), and the one step that can be undone.
 *
 * Asks the policy before anything is sent. Knows no words and no DOM.
 */
import { type Change, fold, type Intent, inverse } from '../core/intent.ts';
import {
  type Check,
  losesAccess,
  mayChangeOwner,
  mayMake,
  reversible,
  type Situation,
} from '../core/policy.ts';
import type { Snapshot, User, Viewer } from '../core/record.ts';
import type { Denial } from '../core/reason.ts';
import type { RecordStore, Settled } from './store.ts';

/** How a change ended, and whether it can be taken back. */
export interface Made extends Settled {
  readonly undoable: boolean;
  /** The record as it was shown before the change. */
  readonly before: Snapshot;
}

/** Failures after which an addition stays visible, to be tried again. */
const RETRYABLE = ['follower-limit', 'unavailable', 'offline', 'timeout', 'rate-limited', 'malformed-response', 'unknown'];

export class Overlay {
  intents: Intent[] = [];
  store: RecordStore | undefined;
  viewer: Viewer | undefined;
  check: Check | undefined;
  /** The change that `undo` would make. */
  back: Change | undefined;

  /** The record as this element shows it. */
  get shown(): Snapshot | undefined {
    const shared = this.store?.shown;
    return shared && fold(shared, this.intents);
  }

  /** Additions that failed and wait for another try. */
  get failed(): Intent[] {
    return this.intents.filter(({ state }) => state === 'failed');
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

  /** Why the viewer can't make a change now. */
  denial(change: Change, snapshot: Snapshot): Denial | undefined {
    if (globalThis.navigator?.onLine === false) return { reason: 'offline' };
    return (
      (change.op === 'owner' ? this.ownerDenial(snapshot) : undefined) ?? mayMake(change, this.situation(snapshot))
    );
  }

  /** Makes a change that `denial` allowed. */
  async make(change: Change): Promise<Made> {
    const { store, shown: before } = this;
    if (!store || !before) throw new TypeError('no record');
    const situation = this.situation(before);
    const undoable = reversible(change, situation);
    this.back = undefined;
    const settled = await store.send(change, {
      test: (snapshot) => mayMake(change, this.situation(snapshot)),
      leaves: change.op === 'remove' && change.user.id === this.viewerId,
      loses: losesAccess(change, situation),
    });
    const { outcome, problem, denial, intent } = settled;
    const code = denial?.reason ?? problem?.code;
    if (outcome === 'refused' && change.op === 'add' && code && RETRYABLE.includes(code) && store === this.store) {
      this.dismiss(change.user);
      this.intents = [...this.intents, { ...intent, state: 'failed', problem }];
    }
    const made = outcome === 'added' || outcome === 'removed' || outcome === 'changed';
    if (made && undoable) this.back = inverse(change, before);
    return { ...settled, undoable: made && undoable, before };
  }

  /** Forgets a failed change. */
  dismiss({ id }: User): void {
    this.intents = this.intents.filter(({ user }) => user.id !== id);
  }

  /** Somebody else changed these people: taking back the own change would undo theirs. */
  touched(users: readonly User[], owner: boolean): void {
    const { back } = this;
    if (back && (back.op === 'owner' ? owner : users.some(({ id }) => id === back.user.id))) this.back = undefined;
  }

  /** Another record is shown from now on. */
  attach(store: RecordStore | undefined): void {
    this.store = store;
    this.intents = [];
    this.back = undefined;
  }
}
