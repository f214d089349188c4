/**
 * What one element adds to the shared record: changes not sent yet (until saved), changes that
 * failed (until tried again or dismissed), and the one step that can be undone.
 *
 * Asks the policy before anything is sent. Knows no words and no DOM.
 */
import { type Change, changesTo, DONE, fold, holds, intend, type Intent, inverse } from '../core/intent.ts';
import { type Check, hasSeat, losesAccess, reversible, rights, type Situation } from '../core/policy.ts';
import { Problem } from '../core/problem.ts';
import type { Denial } from '../core/reason.ts';
import { FOLLOWER_LIMIT, type RecordRef, type Snapshot, type User, type Viewer } from '../core/record.ts';
import { readUser } from './parse.ts';
import { STOPS } from './queue.ts';
import { problemOf } from './response.ts';
import { denialOf, type Judge, loaded, objections, ownerDenial, sendPlan } from './save.ts';
import type { Source, Users } from './source.ts';
import type { RecordStore, Settled } from './store.ts';
import type { News } from './told.ts';

/**
 * When changes are sent: at once · when they are saved · never, since there is no record yet.
 */
export type Mode = 'auto' | 'manual' | 'draft';

/** How a change ended, and whether it can be taken back. */
export interface Made extends Settled {
  readonly undoable: boolean;
  /** The record as it was shown before the change. */
  readonly before: Snapshot;
}

/** What somebody wants the followers and the owner to be; what is not named stays as it is. */
export interface Assigned {
  readonly followers?: readonly User[] | undefined;
  readonly owner?: User | null | undefined;
}

/** Unsent changes that were dropped, since the element went to another record. */
export interface Lost {
  readonly record: RecordRef;
  readonly changes: readonly Intent[];
}

interface Plan {
  readonly intents: readonly Intent[];
  promise?: Promise<Settled[]>;
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
  mode: Mode = 'auto';
  /** Where people are searched and named. */
  source: Source | undefined;
  store: RecordStore | undefined;
  /** Unsent and failed. */
  intents: Intent[] = [];
  viewer: Viewer | undefined;
  check: Check | undefined;
  /** Whom the element offers, where its host says so. */
  users: Users | undefined;
  /** Of a draft: its type, and its places. */
  type = '';
  limit: number | undefined;
  /** The change that `undo` would make. */
  back: Change | undefined;
  /** Who wanted the intents. */
  #author: string | undefined;
  /** Of a draft: whom the host gave, which is what a reset returns to. */
  #given: Required<Assigned> = { followers: [], owner: null };
  /** What is wanted of a record that is not known yet. */
  #wanted: Assigned | undefined;
  /** The intents that the last change replaced, and the one it left. */
  #step: { dropped: Intent[]; staged: Intent | undefined } | undefined;
  /** What is being saved of the record that is shown. */
  #plan: Plan | undefined;

  get record(): RecordRef {
    return this.store?.record ?? { type: this.type, id: '' };
  }

  /** The record without what this element adds. */
  get #base(): Snapshot | undefined {
    if (this.mode !== 'draft') return this.store?.shown;
    const { record, limit = FOLLOWER_LIMIT, viewer } = this;
    const owner = this.#given.owner && this.#named(this.#given.owner);
    const followers = this.#given.followers
      .filter(({ id }) => id !== owner?.id)
      .map((user) => ({ user: this.#named(user) }));
    return { record, limit, viewer, owner, followers, features: ['owner'] };
  }

  /** The record as this element shows it. What is not saved yet takes no rights from the viewer. */
  get shown(): Snapshot | undefined {
    const base = this.#base;
    const shown = base && fold(base, this.#known);
    return shown && this.mode !== 'auto' ? { ...shown, can: rights(this.situation(base)) } : shown;
  }

  /** The intents with people named who are known by now. */
  get #known(): Intent[] {
    return this.intents.map((intent) =>
      intent.user.name ? intent : { ...intent, user: this.#named(intent.user) },
    );
  }

  #named(user: User): User {
    return (!user.name && readUser(user.id, this.source?.people)) || user;
  }

  /** Changes that failed and wait for another try. */
  get failed(): Intent[] {
    return this.#known.filter(isFailed);
  }

  /** What is not saved, but for what is so already. */
  get unsent(): Intent[] {
    const base = this.#base;
    return this.#known.filter((intent) => isUnsent(intent) && !(base && holds(base, intent)));
  }

  /** Ids of the followers: shown where they are saved later, else confirmed. */
  get value(): string[] {
    const { followers } = this.#current ?? {};
    return followers?.map(({ user }) => user.id) ?? this.#wanted?.followers?.map(({ id }) => id) ?? [];
  }

  get owner(): string | null {
    const current = this.#current;
    return (current ? current.owner : this.#wanted?.owner)?.id ?? null;
  }

  get #current(): Snapshot | undefined {
    return this.mode === 'auto' ? this.store?.confirmed : this.shown;
  }

  get saving(): boolean {
    return !!this.#plan;
  }

  situation(snapshot: Snapshot): Situation {
    const { viewer, check } = this;
    // Whoever makes a record decides who is on it.
    const maker = { id: '', ...viewer, admin: true };
    return this.mode === 'draft'
      ? { snapshot: { ...snapshot, viewer: maker }, check }
      : { snapshot, viewer, check };
  }

  /** As `situation`, whatever the element shows later. */
  get #judge(): Judge {
    const { viewer, check, mode } = this;
    return mode === 'draft'
      ? (snapshot) => this.situation(snapshot)
      : (snapshot) => ({ snapshot, viewer, check });
  }

  /** Who looks at the record, as far as anybody said. */
  get viewerId(): string | undefined {
    return (this.store?.confirmed?.viewer ?? this.viewer)?.id;
  }

  /** Why the owner can't be changed, whoever it would be. */
  ownerDenial(snapshot: Snapshot): Denial | undefined {
    return ownerDenial(this.situation(snapshot));
  }

  /** Why the viewer can't make a change now; nothing where it is made already, which ends as `already` or `absent`. */
  denial(change: Change, snapshot: Snapshot): Denial | undefined {
    if (holds(snapshot, change)) return undefined;
    if (this.mode === 'auto') {
      if (globalThis.navigator?.onLine === false) return { reason: 'offline' };
    } else {
      // What nobody heard of yet can always be taken back.
      if (change === this.back) return undefined;
      const staged = this.intents.some(isReplacedBy(change));
      if (staged && this.#base && holds(this.#base, change)) {
        return change.op === 'add' ? hasSeat(snapshot) : undefined;
      }
    }
    return denialOf(change, this.situation(snapshot));
  }

  /** Why `save()` would refuse an unsent change as things are. */
  objection({ id }: Intent): Denial | undefined {
    const base = this.#base;
    return base && objections(this.#known.filter(isUnsent), base, this.#judge).get(id);
  }

  /** Makes a change that `denial` allowed. */
  async make(change: Change): Promise<Made> {
    const { store, shown: before } = this;
    if (!before) throw new TypeError('no record');
    if (this.mode !== 'auto') return this.#stage(change, before);
    const { op, user } = change;
    const situation = this.situation(before);
    const loses = losesAccess(change, situation);
    // One step: what takes a change back can't be taken back itself.
    const lasting = change === this.back || !reversible(change, situation);
    this.back = undefined;
    const settled = await store!.send(change, {
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
        this.dismiss(user);
        this.intents = [...this.intents, { ...intent, state: 'failed', problem, denial }];
      }
    }
    return { ...settled, undoable, before };
  }

  /** Notes a change until it is saved. Whatever was noted before and contradicts it is forgotten. */
  #stage(change: Change, before: Snapshot): Made {
    const { op, user } = change;
    const undo = change === this.back ? this.#step : undefined;
    this.back = undefined;
    if (undo) {
      this.#cancel((intent) => intent.id === undo.staged?.id);
      this.intents = [...this.intents, ...undo.dropped];
      return { intent: intend(change), outcome: DONE[op], undoable: false, before };
    }
    if (holds(before, change)) {
      return {
        intent: intend(change),
        outcome: op === 'remove' ? 'absent' : 'already',
        undoable: false,
        before,
      };
    }
    // While a handover waits, whether the previous owner follows is part of it.
    const handover = this.intents.find((intent) => isUnsent(intent) && intent.op === 'owner');
    const keeps = op !== 'owner' && handover && this.#base?.owner?.id === user.id;
    const wish = keeps ? { ...handover, keepPrevious: op === 'add' } : change;
    const dropped = this.#cancel(isReplacedBy(wish));
    const base = this.#base!;
    const intent = intend(wish, this.store && (base.owner?.id ?? null));
    const staged = holds(fold(base, this.intents), wish) ? undefined : intent;
    if (staged) this.intents = [...this.intents, staged];
    this.#step = { dropped, staged };
    this.back = inverse(change, before) ?? { ...change };
    return { intent, outcome: DONE[op], undoable: true, before };
  }

  /** Forgets intents, also where they are waiting to be sent; answers them. */
  #cancel(which: (intent: Intent) => boolean): Intent[] {
    const dropped = this.intents.filter(which);
    this.intents = this.intents.filter((intent) => !which(intent));
    for (const intent of dropped) this.store?.cancel(intent);
    return dropped;
  }

  /** What the host says that followers and owner are; of a draft, what a reset returns to. */
  assign(assigned: Assigned): void {
    // Frameworks hand back what they were told.
    if (this.#shows(assigned)) return;
    if (this.mode !== 'draft') return this.want(assigned);
    const { followers = this.#given.followers, owner = this.#given.owner } = assigned;
    this.#given = { followers: distinct(followers), owner };
    this.back = undefined;
    this.#cancel(({ op }) => (op === 'owner' ? assigned.owner : assigned.followers) !== undefined);
  }

  #shows({ followers, owner }: Assigned): boolean {
    const { shown } = this;
    if (!shown || (owner !== undefined && owner?.id !== shown.owner?.id)) return false;
    const ids = followers && new Set(followers.map(({ id }) => id));
    return (
      !ids || (ids.size === shown.followers.length && shown.followers.every(({ user }) => ids.has(user.id)))
    );
  }

  /** What the viewer wants followers and owner to be. */
  want(wanted: Assigned): void {
    const { shown } = this;
    this.back = undefined;
    if (!shown) {
      this.#wanted = { ...this.#wanted, ...wanted };
      return;
    }
    this.#wanted = undefined;
    const { followers = shown.followers.map(({ user }) => user), owner = shown.owner } = wanted;
    this.#cancel(() => true);
    const base = this.#base!;
    const seen = this.store && (base.owner?.id ?? null);
    this.intents = changesTo(base, distinct(followers), owner).map((change) => intend(change, seen));
  }

  /** Back to what the host gave, or to what is saved. What a save that is under way has sent stays sent. */
  discard(): void {
    this.back = this.#wanted = undefined;
    this.#cancel(() => true);
  }

  /**
   * Sends what is unsent, in an order in which as much as possible can be made, and tells how each change
   * ended; never rejects. Calls while it is under way share it. It goes on for its record when the element
   * leaves the page or shows another one. `id` is the record that has been made of a draft.
   */
  save(id?: string): Promise<Settled[]> {
    this.back = undefined;
    if (this.#plan?.promise) return this.#plan.promise;
    const { source } = this;
    if (id && this.mode === 'draft' && source && !source.local) {
      this.attach(source.store({ type: this.type, id }), 'manual');
    }
    const plan: Plan = { intents: this.intents.filter(isUnsent) };
    this.#plan = plan;
    return (plan.promise = this.#save(plan).finally(() => {
      if (this.#plan === plan) this.#plan = undefined;
    }));
  }

  async #save(plan: Plan): Promise<Settled[]> {
    const { source, store: shownStore } = this;
    const author = this.#author;
    const judge = this.#judge;
    if (!plan.intents.length || source?.local) return [];
    // The element may have left the page, and its store with it.
    const store = shownStore?.source.store(shownStore.record);
    const release = store?.hold();
    try {
      if (!store) throw new Problem('invalid-request');
      const { viewer } = await loaded(store);
      if (author && viewer && author !== viewer.id) throw new Problem('not-authenticated');
      // Whatever the viewer took back meanwhile; but not what another record took the place of.
      const ids = new Set((this.#plan === plan ? this.intents : plan.intents).map((intent) => intent.id));
      const settled = await sendPlan(
        store,
        plan.intents.filter((intent) => ids.has(intent.id)),
        judge,
      );
      for (const each of settled) this.#settled(each);
      return settled;
    } catch (error) {
      const problem = problemOf(error);
      return plan.intents.map((intent) => ({ intent, outcome: 'refused', problem }));
    } finally {
      release?.();
    }
  }

  /** What becomes of an intent that was saved, or was not. */
  #settled({ intent: { id, op }, outcome, problem, denial }: Settled): void {
    const refused = outcome === 'refused';
    if (refused && STOPS.includes(problem?.code ?? '')) return;
    const failed = (intent: Intent): Intent => ({ ...intent, state: 'failed', problem, denial });
    this.intents = this.intents.flatMap((intent) => {
      if (intent.id !== id) return [intent];
      return refused && op !== 'remove' ? [failed(intent)] : [];
    });
  }

  /** Wants once more what failed; until it is saved. */
  retry({ id }: User): void {
    const { store } = this;
    const seen = store && (store.shown?.owner?.id ?? null);
    this.intents = this.intents.map((intent) => {
      const { op, user, keepPrevious } = intent;
      return isFailed(intent) && user.id === id ? intend({ op, user, keepPrevious }, seen) : intent;
    });
  }

  /** Forgets a failed change. */
  dismiss({ id }: User): void {
    this.intents = this.intents.filter((intent) => !isFailed(intent) || intent.user.id !== id);
  }

  /** To be called with all news of the store, before anything is drawn. */
  heard(news: News): void {
    const author = this.store?.confirmed?.viewer?.id;
    if (news.type === 'emptied') this.back = undefined;
    // Nobody is to see what somebody else wanted.
    if (author && this.#author && author !== this.#author) {
      this.intents = [];
      this.#wanted = undefined;
    }
    this.#author = author ?? this.#author;
    if (this.#wanted) this.want(this.#wanted);
    const { back, shown } = this;
    // Made after all, by whomever.
    if (shown) this.intents = this.intents.filter((intent) => !isFailed(intent) || !holds(shown, intent));
    if (news.type !== 'remote' || !back) return;
    // Somebody else changed these people: taking back the own change would undo theirs.
    const people = [...news.added, ...news.removed];
    if (back.op === 'owner' ? news.owner : people.some(({ id }) => id === back.user.id))
      this.back = undefined;
  }

  /**
   * Another record is shown from now on, or another mode applies; answers which unsent changes that cost.
   * A draft keeps what was picked when its record arrives, and it then is what the viewer wants of the record.
   * An element that leaves the page is not detached, but stays as it is.
   */
  attach(
    store: RecordStore | undefined,
    mode: Mode = this.mode,
    source: Source | undefined = store?.source,
  ): Lost | undefined {
    const { record, unsent, shown } = this;
    const was = this.mode;
    this.mode = mode;
    this.store = store;
    this.source = source;
    this.back = undefined;
    this.#author = store?.confirmed?.viewer?.id;
    if (mode === 'draft' && was === 'draft') return undefined;
    if (mode === 'manual' && was === 'manual' && isSame(record, this.record)) return undefined;
    const changes = mode === 'manual' && was === 'draft' ? [] : unsent;
    this.intents =
      shown && mode === 'manual' && was === 'draft'
        ? changesTo(
            { ...shown, owner: null, followers: [] },
            shown.followers.map(({ user }) => user),
            shown.owner,
          ).map((change) => intend(change))
        : [];
    this.#given = { followers: [], owner: null };
    this.#wanted = this.#plan = undefined;
    return changes.length ? { record, changes } : undefined;
  }
}

const isFailed = ({ state }: Intent): boolean => state === 'failed';
const isUnsent = ({ state }: Intent): boolean => state === 'unsent';
const isSame = (a: RecordRef, b: RecordRef): boolean => a.type === b.type && a.id === b.id;

/** Each person once. */
const distinct = (people: readonly User[]): User[] => [
  ...new Map(people.map((user) => [user.id, user])).values(),
];

/** Whether an intent says nothing any more once a change is wanted. */
function isReplacedBy({ op, user }: Change): (intent: Intent) => boolean {
  return (intent) => {
    const same = intent.user.id === user.id;
    if (op === 'owner') return intent.op === 'owner' || (intent.op === 'add' && same);
    return intent.op !== 'owner' && same;
  };
}
