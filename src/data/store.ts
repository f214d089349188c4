/**
 * One record as a page knows it: the last snapshot the server confirmed, and the queue of changes
 * on their way to it. Shared by every element that shows the record.
 *
 * It does not know policy (each change brings its own test), elements, or words. It never guesses:
 * `confirmed` is only ever what a server said, and taking a refused change back is dropping it.
 */
import { type Change, difference, fold, type Intent } from '../core/intent.ts';
import { Problem } from '../core/problem.ts';
import type { Denial } from '../core/reason.ts';
import type { RecordRef, Snapshot, User } from '../core/record.ts';
import { problemOf } from './response.ts';
import { send } from './send.ts';
import type { Source } from './source.ts';

export type Outcome = 'added' | 'removed' | 'changed' | 'already' | 'absent' | 'refused';

/** How a change ended. */
export interface Settled {
  readonly intent: Intent;
  readonly outcome: Outcome;
  /** Refused by the server, or never reached it. */
  readonly problem?: Problem | undefined;
  /** Refused by the policy, when it was tested again just before it was sent. */
  readonly denial?: Denial | undefined;
  /** An earlier change of the same batch was refused, which is why this one was too. */
  readonly joint?: boolean | undefined;
  /** No answer came in time, but a second look showed that it was saved. */
  readonly late?: boolean | undefined;
}

/** What subscribers are told besides "look again". */
export type News =
  | { readonly type: 'state' }
  | {
      readonly type: 'remote';
      readonly before: Snapshot;
      readonly added: User[];
      readonly removed: User[];
      readonly owner: boolean;
    }
  | { readonly type: 'access'; readonly cause: 'left' | 'changed' }
  /** A write was not answered in time; the record is being read to see what was saved. */
  | { readonly type: 'checking' };

/** `first` is true for one subscriber only, who tells the page. */
export type Listener = (news: News, first: boolean) => void;

/** A wait the server asked for. */
export interface Wait {
  /** `Date.now()` at which the next try starts. */
  readonly until: number;
  readonly problem: Problem;
}

/** What the element that asks for a change knows about it, and the store does not. */
export interface Terms {
  /** Asks the policy, of the record as it will then be. */
  readonly test: (snapshot: Snapshot) => Denial | undefined;
  /** The viewer takes themselves off the list. */
  readonly leaves?: boolean | undefined;
  /** The change ends the viewer's sight of the record. */
  readonly loses?: boolean | undefined;
}

/** A queued change. */
export interface Job extends Terms {
  readonly intent: Intent;
  /** The owner the viewer saw when they asked for another. */
  readonly ownerSeen: string | undefined;
  readonly settle: (settled: Settled) => void;
}

let lastId = 0;

export class RecordStore {
  readonly record: RecordRef;
  readonly source: Source;
  confirmed: Snapshot | undefined;
  /** When `confirmed` was last heard from the server (`Date.now()`). */
  confirmedAt = 0;
  /** Why there is no snapshot, or no fresh one. */
  problem: Problem | undefined;
  wait: Wait | undefined;
  /** The viewer had sight of the record and lost it. */
  lost = false;
  #jobs: Job[] = [];
  #listeners = new Set<Listener>();
  #reading: AbortController | undefined;
  #read: Promise<void> | undefined;
  #draining = false;
  /** Counts adopted write answers: a read that began before one may be older than it. */
  #writes = 0;

  constructor(record: RecordRef, source: Source) {
    this.record = record;
    this.source = source;
  }

  /** Changes not answered yet, in the order they go out. */
  get queue(): Intent[] {
    return this.#jobs.map(({ intent }) => intent);
  }

  /** The record with every change that is on its way. */
  get shown(): Snapshot | undefined {
    return this.confirmed && fold(this.confirmed, this.queue);
  }

  get loading(): boolean {
    return !!this.#reading;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get idle(): boolean {
    return !this.#listeners.size && !this.#jobs.length;
  }

  #tell(news: News = { type: 'state' }): void {
    let first = true;
    for (const listener of [...this.#listeners]) {
      listener(news, first);
      first = false;
    }
  }

  /** Reads the record. Calls while a read is under way share it; never rejects. */
  load(loss: 'left' | 'changed' = 'changed'): Promise<void> {
    if (this.#read) return this.#read;
    const reading = (this.#reading = new AbortController());
    const read = this.#load(reading.signal, loss).finally(() => {
      if (this.#reading !== reading) return;
      this.#read = this.#reading = undefined;
      this.#tell();
    });
    return (this.#read = read);
  }

  /** Reads the record as it is now: a read already under way may have begun too early. */
  async reload(loss?: 'left' | 'changed'): Promise<void> {
    await this.#read;
    return this.load(loss);
  }

  async #load(signal: AbortSignal, loss: 'left' | 'changed'): Promise<void> {
    this.#tell();
    try {
      for (let again = true; again; ) {
        again = false;
        const writes = this.#writes;
        const snapshot = await this.source.load(this.record, { signal, onWait: this.#onWait });
        if (signal.aborted) return;
        if (writes !== this.#writes && !this.#isNewer(snapshot)) again = true;
        else this.adopt(snapshot);
      }
    } catch (error) {
      if (!signal.aborted) this.#failed(problemOf(error), loss);
    }
  }

  readonly #onWait = (seconds: number, problem: Problem): void => {
    this.wait = { until: Date.now() + seconds * 1000, problem };
    this.#tell();
  };

  #failed(problem: Problem, loss: 'left' | 'changed'): void {
    this.wait = undefined;
    if (problem.code === 'not-found' && this.confirmed) return this.lose(loss);
    this.problem = problem;
    if (problem.code === 'not-authenticated') this.source.signedOut(problem);
    this.#tell();
  }

  /** Nothing of the record may be shown any longer. */
  lose(cause: 'left' | 'changed'): void {
    this.#drop(new Problem('not-found'));
    this.lost = true;
    this.#tell({ type: 'access', cause });
  }

  /** Forgets everything, as when another person signs in. */
  empty(problem?: Problem): void {
    this.#reading?.abort();
    this.#read = this.#reading = undefined;
    this.lost = false;
    this.#drop(problem);
    this.#tell();
  }

  #drop(problem: Problem | undefined): void {
    this.confirmed = undefined;
    this.problem = problem;
    this.wait = undefined;
    const jobs = this.#jobs.filter(({ intent }) => intent.state === 'unsent');
    this.#jobs = this.#jobs.filter(({ intent }) => intent.state !== 'unsent');
    for (const job of jobs) job.settle({ intent: job.intent, outcome: 'refused', problem: problem ?? new Problem('unknown') });
  }

  /** Decimal versions are compared as numbers, all others only for being the same. */
  #isNewer({ record: { version } }: Snapshot): boolean {
    const known = this.confirmed?.record.version;
    if (!version || !known || !/^\d+$/.test(version + known)) return false;
    return BigInt(version) >= BigInt(known);
  }

  /**
   * Takes over what the server says. `mine` is the change it answers, if any: what else differs from
   * what is shown was done by others.
   */
  adopt(snapshot: Snapshot, mine?: Intent): void {
    this.source.shownTo(snapshot.viewer?.id, this);
    const before = this.shown;
    const stale = !mine && this.confirmed && /^\d+$/.test(snapshot.record.version ?? '') && !this.#isNewer(snapshot);
    if (!stale) this.confirmed = snapshot;
    if (mine) {
      this.#writes++;
      this.#jobs = this.#jobs.filter(({ intent }) => intent !== mine);
    }
    this.confirmedAt = Date.now();
    this.problem = this.wait = undefined;
    this.lost = false;
    const changed = difference(before, this.shown);
    const others = ({ id }: User): boolean => !mine || (id !== mine.user.id && !(mine.op === 'owner' && id === before?.owner?.id));
    const added = changed.added.filter(others);
    const removed = changed.removed.filter(others);
    const owner = changed.owner && mine?.op !== 'owner';
    if (before && (added.length || removed.length || owner)) this.#tell({ type: 'remote', before, added, removed, owner });
    else this.#tell();
  }

  /**
   * Queues a change; changes of one record go out one after another. The caller has asked the policy
   * already; `terms.test` asks again just before sending. Resolves when it is settled; never rejects.
   */
  send(change: Change, terms: Terms): Promise<Settled> {
    const intent: Intent = { ...change, id: ++lastId, state: 'unsent' };
    const opposite = this.#jobs.findLast((job) => job.intent.user.id === change.user.id);
    if (opposite?.intent.state === 'unsent' && isInverse(opposite.intent, change)) {
      // Neither was sent yet, so neither needs to be.
      this.#jobs = this.#jobs.filter((job) => job !== opposite);
      const outcome = change.op === 'add' ? 'already' : 'absent';
      opposite.settle({ intent: opposite.intent, outcome });
      this.#tell();
      return Promise.resolve({ intent, outcome });
    }
    return new Promise((settle) => {
      this.#jobs.push({ ...terms, intent, ownerSeen: this.shown?.owner?.id, settle });
      this.#tell();
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    globalThis.addEventListener?.('pagehide', this.#flush);
    let joint = false;
    for (let job; (job = this.#jobs.find(({ intent }) => intent.state === 'unsent')); ) {
      const settled = await this.#run(job);
      this.#jobs = this.#jobs.filter((other) => other !== job);
      this.#tell();
      job.settle({ ...settled, joint });
      if (settled.outcome === 'refused') joint = true;
    }
    globalThis.removeEventListener?.('pagehide', this.#flush);
    this.#draining = false;
  }

  /** The page goes away: what is left is sent at once, without waiting for answers. */
  readonly #flush = (): void => {
    for (const job of this.#jobs) {
      if (job.intent.state !== 'unsent') continue;
      job.intent.state = 'sent';
      void send(this, job).catch(() => {});
    }
  };

  async #run(job: Job): Promise<Settled> {
    const { intent, test } = job;
    const base = this.confirmed;
    if (!base) return { intent, outcome: 'refused', problem: this.problem ?? new Problem('unknown') };
    const follows = base.followers.some(({ user }) => user.id === intent.user.id);
    if (intent.op === 'add' && follows) return { intent, outcome: 'already' };
    if (intent.op === 'remove' && !follows) return { intent, outcome: 'absent' };
    const denial = test(base);
    if (denial) return { intent, outcome: 'refused', denial };
    intent.state = 'sent';
    this.#tell();
    try {
      return await send(this, job, this.#onWait);
    } catch (error) {
      this.wait = undefined;
      const problem = problemOf(error);
      if (problem.code === 'not-authenticated') this.source.signedOut(problem);
      // Already taken back by the viewer: then it failing changes nothing for them.
      const undone = this.#jobs.some((next) => next.intent.state === 'unsent' && isInverse(next.intent, intent));
      if (undone) return { intent, outcome: intent.op === 'add' ? 'absent' : 'already' };
      return { intent, outcome: 'refused', problem };
    }
  }

  /** Says that a write is being checked, see `News`. */
  checking(): void {
    this.#tell({ type: 'checking' });
  }
}

function isInverse(a: Change, b: Change): boolean {
  return a.user.id === b.user.id && a.op !== b.op && a.op !== 'owner' && b.op !== 'owner';
}
