/**
 * What one element adds to the shared record: changes not sent yet (until saved), changes that
 * failed (until tried again or dismissed), and the one step that can be undone.
 *
 * Asks the policy before anything is sent. Knows no words and no DOM.
 */
import { type Change, DONE, DONE_BEFORE, fold, holds, intend, type Intent, inverse } from '../core/intent.ts';
import { type Check, hasSeat, losesAccess, reversible, rights, type Situation } from '../core/policy.ts';
import type { Denial } from '../core/reason.ts';
import type { RecordRef, Snapshot, User, Viewer } from '../core/record.ts';
import { readUser } from './parse.ts';
import { STOPS } from './queue.ts';
import { denialOf, type Judge, objections, ownerDenial, save } from './save.ts';
import type { Source, Users } from './source.ts';
import {
  type Assigned,
  draftOf,
  intentsOf,
  intentsTo,
  isAs,
  isFailed,
  isReplacedBy,
  isUnsent,
  seenIn,
  wishOf,
} from './staging.ts';
import type { RecordStore, Settled } from './store.ts';
import type { News } from './told.ts';

export type { Assigned };

/** When changes are sent: at once · when they are saved · never, since there is no record yet. */
export type Mode = 'auto' | 'manual' | 'draft';

/** How a change ended, and whether it can be taken back. */
export interface Made extends Settled {
  readonly undoable: boolean;
  /** The record as it was shown before the change. */
  readonly before: Snapshot;
}

/** Unsent changes that were dropped, since the element went to another record. */
export interface Lost {
  readonly record: RecordRef;
  readonly changes: readonly Intent[];
}

/** What is being saved. */
interface Saving {
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
  #given: Assigned = {};
  /** What is wanted of a record that is not known yet. */
  #wanted: Assigned | undefined;
  /** The intents that the last change replaced, and the one it left. */
  #step: { dropped: Intent[]; staged: Intent | undefined } | undefined;
  #saving: Saving | undefined;

  get record(): RecordRef {
    return this.store?.record ?? { type: this.type, id: '' };
  }

  /** The record without what this element adds. */
  get #base(): Snapshot | undefined {
    return this.mode === 'draft' ? draftOf(this.record, this.#given, this) : this.store?.shown;
  }

  /** The record as this element shows it. What is not saved yet takes no rights from the viewer. */
  get shown(): Snapshot | undefined {
    const base = this.#base;
    const shown = base && fold(base, this.intents);
    if (!shown || this.mode === 'auto') return shown;
    const { owner, followers } = shown;
    return {
      ...shown,
      owner: owner && this.#named(owner),
      followers: followers.map((follower) => ({ ...follower, user: this.#named(follower.user) })),
      can: rights(this.situation(base)),
    };
  }

  /** Somebody given as a bare id, with the name that is known by now. */
  #named(user: User): User {
    if (user.name) return user;
    this.source?.people.seek(user.id);
    return readUser(user.id, this.source?.people) ?? user;
  }

  #intents(is: (intent: Intent) => boolean): Intent[] {
    return this.intents.filter(is).map((intent) => ({ ...intent, user: this.#named(intent.user) }));
  }

  /** Changes that failed and wait for another try. */
  get failed(): Intent[] {
    return this.#intents(isFailed);
  }

  /** What is not saved, but for what is so already. */
  get unsent(): Intent[] {
    const base = this.#base;
    return this.#intents((intent) => isUnsent(intent) && !(base && holds(base, intent)));
  }

  get #current(): Snapshot | undefined {
    return this.mode === 'auto' ? this.store?.confirmed : this.shown;
  }

  /** Ids of the followers: as shown where changes are saved later, else as confirmed. */
  get value(): string[] {
    const people = this.#current?.followers.map(({ user }) => user) ?? this.#wanted?.followers ?? [];
    return people.map(({ id }) => id);
  }

  /** Id of the owner, likewise. */
  get owner(): string | null {
    return (this.#current ?? this.#wanted)?.owner?.id ?? null;
  }

  get saving(): boolean {
    return !!this.#saving;
  }

  situation(snapshot: Snapshot): Situation {
    return this.#judge(snapshot);
  }

  /** As `situation`, whatever the element is told later. */
  get #judge(): Judge {
    const { viewer, check, mode } = this;
    if (mode !== 'draft') return (snapshot) => ({ snapshot, viewer, check });
    // Whoever makes a record decides who is on it.
    const maker = { id: '', ...viewer, admin: true };
    return (snapshot) => ({ snapshot: { ...snapshot, viewer: maker }, check });
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
    const base = this.#base;
    if (this.mode === 'auto') {
      if (globalThis.navigator?.onLine === false) return { reason: 'offline' };
    } else if (change === this.back) {
      // What nobody has heard of can always be taken back.
      return undefined;
    } else if (base && holds(base, change) && this.intents.some(isReplacedBy(change))) {
      return change.op === 'add' ? hasSeat(snapshot) : undefined;
    }
    return denialOf(change, this.situation(snapshot));
  }

  /** Why `save()` would refuse an unsent change as things are. */
  objection({ id }: Intent): Denial | undefined {
    const base = this.#base;
    return base && objections(this.intents.filter(isUnsent), base, this.#judge).get(id);
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

  /** Notes a change until it is saved. */
  #stage(change: Change, before: Snapshot): Made {
    const { op } = change;
    const intent = intend(change);
    const undone = change === this.back ? this.#step : undefined;
    this.back = undefined;
    if (undone) {
      this.#cancel(({ id }) => id === undone.staged?.id);
      this.intents = [...this.intents, ...undone.dropped];
      return { intent, outcome: DONE[op], undoable: false, before };
    }
    if (holds(before, change)) return { intent, outcome: DONE_BEFORE[op], undoable: false, before };
    const wish = wishOf(change, this.intents, this.#base!);
    const dropped = this.#cancel(isReplacedBy(wish));
    const base = this.#base!;
    const staged = holds(fold(base, this.intents), wish)
      ? undefined
      : intend(wish, this.store && seenIn(base));
    if (staged) this.intents = [...this.intents, staged];
    this.#step = { dropped, staged };
    this.back = inverse(change, before) ?? { ...change };
    return { intent, outcome: DONE[op], undoable: true, before };
  }

  /** Forgets intents, also where they are waiting to be sent; answers them. */
  #cancel(which: (intent: Intent) => boolean): Intent[] {
    const dropped = this.intents.filter(which);
    this.intents = this.intents.filter((intent) => !dropped.includes(intent));
    for (const intent of dropped) this.store?.cancel(intent);
    return dropped;
  }

  /** What the host says that followers and owner are; of a draft, what a reset returns to. */
  assign(assigned: Assigned): void {
    const { shown } = this;
    // Frameworks hand back what they were told.
    if (shown && isAs(shown, assigned)) return;
    if (this.mode !== 'draft') return this.want(assigned);
    const { followers = this.#given.followers, owner = this.#given.owner } = assigned;
    this.#given = { followers, owner };
    this.back = undefined;
    this.#cancel(({ op }) => (op === 'owner' ? assigned.owner : assigned.followers) !== undefined);
  }

  /** What the viewer wants followers and owner to be. */
  want(wanted: Assigned): void {
    const { shown } = this;
    this.back = undefined;
    this.#wanted = shown ? undefined : { ...this.#wanted, ...wanted };
    if (!shown) return;
    this.#cancel(() => true);
    this.intents = intentsTo(wanted, this.#base!, shown);
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
    if (this.#saving?.promise) return this.#saving.promise;
    const { source, store } = this;
    if (id && this.mode === 'draft' && source && !source.local) {
      this.attach(source.store({ type: this.type, id }), 'manual');
      // The element may have left the page, and its store with it.
    } else if (store) this.store = store.source.store(store.record);
    const saving: Saving = { intents: this.intents.filter(isUnsent) };
    this.#saving = saving;
    return (saving.promise = this.#save(saving).finally(() => {
      if (this.#saving === saving) this.#saving = undefined;
    }));
  }

  async #save(saving: Saving): Promise<Settled[]> {
    const { intents } = saving;
    if (!intents.length || this.source?.local) return [];
    const settled = await save({
      store: this.store,
      intents,
      judge: this.#judge,
      author: this.#author,
      // Not what the viewer took back meanwhile; but what another record took the place of.
      isWanted: ({ id }) => this.#saving !== saving || this.intents.some((intent) => intent.id === id),
    });
    for (const each of settled) this.#settled(each);
    return settled;
  }

  /** What becomes of an intent that was saved, or was not. */
  #settled({ intent: { id, op }, outcome, problem, denial, untried }: Settled): void {
    const refused = outcome === 'refused';
    if (refused && (untried || STOPS.includes(problem?.code ?? ''))) return;
    this.intents = this.intents.flatMap((intent) => {
      if (intent.id !== id) return intent;
      return refused && op !== 'remove' ? { ...intent, state: 'failed', problem, denial } : [];
    });
  }

  /** Wants once more what failed, until it is saved. */
  retry({ id }: User): void {
    const { shown } = this.store ?? {};
    const seen = shown && seenIn(shown);
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
   * A draft's picks, and whom the host gave, become what is wanted of the record that it turns out to be.
   * An element that leaves the page and saves later is not detached: it stays as it is.
   */
  attach(
    store: RecordStore | undefined,
    mode: Mode = this.mode,
    source: Source | undefined = store?.source,
  ): Lost | undefined {
    const { record, unsent, shown, mode: was } = this;
    Object.assign(this, { store, mode, source, back: undefined });
    this.#author = store?.confirmed?.viewer?.id;
    if (mode === was && (mode === 'draft' || (mode === 'manual' && isSame(record, this.record)))) {
      return undefined;
    }
    const made = mode === 'manual' && was === 'draft' && shown;
    this.intents = made ? intentsOf(made) : [];
    this.#given = {};
    this.#wanted = this.#saving = undefined;
    return made || !unsent.length ? undefined : { record, changes: unsent };
  }
}

const isSame = (a: RecordRef, b: RecordRef): boolean => a.type === b.type && a.id === b.id;
