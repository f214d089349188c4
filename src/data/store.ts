/**
 * One record as a page knows it: the last snapshot the server confirmed, and the queue of changes
 * on their way to it. Shared by every element that shows the record.
 *
 * It does not know policy (each change brings its own test), elements, or words. It never guesses:
 * `confirmed` is only ever what a server said, and taking a refused change back is dropping it.
 */
import { type Change, fold, type Intent } from '../core/intent.ts';
import { Problem } from '../core/problem.ts';
import type { RecordRef, Snapshot, User } from '../core/record.ts';
import { readUser } from './parse.ts';
import { problemOf } from './response.ts';
import { withRetry } from './retry.ts';
import { DONE, holds, type Job, send, type Settled, type Terms } from './send.ts';
import type { Source } from './source.ts';
import { type Listener, type News, tellApart, type Told, visible } from './told.ts';

export type { Outcome, Settled } from './send.ts';

/** A wait the server asked for. */
export interface Wait {
  /** `Date.now()` at which the next try starts. */
  readonly until: number;
  readonly problem: Problem;
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
  /** Set from a busy server's answer until the next try. */
  wait: Wait | undefined;
  /** The viewer had sight of the record and lost it: by leaving, or otherwise. */
  lost: 'left' | 'changed' | undefined;
  /** The source's timer that ends an unused store. */
  grace: ReturnType<typeof setTimeout> | undefined;
  #jobs: Job[] = [];
  #listeners = new Set<Listener>();
  /** The record as the page was told of it: as confirmed, but for what changes on their way still hide. */
  #told: Snapshot | undefined;
  #read: Promise<void> | undefined;
  #draining = false;
  /** Counts adopted write answers: a read that began before one may be older than it. */
  #writes = 0;
  /** Aborted when everything is forgotten: answers to what was asked before then must not be shown. */
  #life = new AbortController();

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
    return !!this.#read;
  }

  /** Nobody shows the record, and nothing is on its way. */
  get idle(): boolean {
    return !this.#listeners.size && !this.#jobs.length;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells every subscriber; one that throws is reported and keeps nothing from the others. */
  tell(news: News = { type: 'state' }): void {
    let first = true;
    for (const listener of [...this.#listeners]) {
      if (!this.#listeners.has(listener)) continue;
      try {
        listener(news, first);
      } catch (error) {
        reportError(error);
      }
      first = false;
    }
  }

  /** Tells of what others did since the page was last told of the record; answers what `mine` did. */
  #report(mine?: Intent): Told {
    const { confirmed, queue } = this;
    const before = this.#told ?? confirmed;
    this.#told = before && confirmed && visible(before, confirmed, queue);
    const [own, others] = tellApart(before, this.#told, mine);
    const news = before && (others.added.length || others.removed.length || others.owner);
    this.tell(
      news ? { type: 'remote', before: fold(before, mine ? [mine, ...queue] : queue), ...others } : undefined,
    );
    return own;
  }

  /** Reads the record. Calls while a read is under way share it; never rejects. */
  load(): Promise<void> {
    if (this.#read) return this.#read;
    const read = (this.#read = this.#load(this.#life.signal));
    this.tell();
    return read;
  }

  /** Reads the record as it is now: a read already under way may have begun too early. */
  async reload(): Promise<void> {
    await this.#read;
    return this.load();
  }

  async #load(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const writes = this.#writes;
        const snapshot = await this.patiently(() => this.source.load(this.record, signal), signal);
        signal.throwIfAborted();
        // Begun before a write was answered, it may be older than that answer: then once more.
        if (writes !== this.#writes && !(this.#ahead(snapshot) > 0)) continue;
        this.#read = undefined;
        return this.adopt(snapshot);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#read = undefined;
      const problem = problemOf(error);
      const { code } = problem;
      if (this.confirmed && (code === 'not-found' || code === 'action-forbidden')) return this.lose();
      this.problem = problem;
      if (code === 'not-authenticated') this.source.signedOut(problem);
      this.tell();
    }
  }

  /** Tries until it works or there is no point in it any more; `wait` says so meanwhile. */
  patiently<T>(run: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const onWait = (seconds: number, problem: Problem): void => {
      this.wait = { until: Date.now() + seconds * 1000, problem };
      this.tell();
    };
    const attempt = async (): Promise<T> => {
      if (this.wait) {
        this.wait = undefined;
        this.tell();
      }
      return run();
    };
    return withRetry(attempt, { signal, onWait });
  }

  /**
   * Nothing of the record may be shown any longer. `left`: by the viewer's own doing, which it is too when
   * a read finds that out before their leave is answered.
   */
  lose(left = this.#jobs.some(({ leaves, intent }) => leaves && intent.state === 'sent')): void {
    // A handover can cost the viewer their access too, but they never stopped following.
    const stopped = left && this.queue.some(({ op }) => op === 'remove');
    this.#drop(new Problem('not-found'), left);
    this.lost = stopped ? 'left' : 'changed';
    this.tell({ type: 'access', cause: left ? 'left' : 'changed' });
  }

  /** Forgets everything, as when another person signs in. */
  empty(problem?: Problem): void {
    this.#drop(problem);
    this.tell({ type: 'emptied' });
  }

  #drop(problem: Problem | undefined, left = false): void {
    const jobs = this.#jobs;
    this.#life.abort();
    this.#life = new AbortController();
    this.#rest();
    this.#jobs = [];
    this.#read = this.confirmed = this.#told = this.wait = undefined;
    this.problem = problem;
    this.lost = undefined;
    for (const { intent, leaves, settle } of jobs) {
      const told = { added: [], removed: intent.op === 'remove' ? [intent.user] : [], owner: false };
      if (left && leaves) settle({ intent, outcome: DONE[intent.op], told });
      else settle({ intent, outcome: 'refused', problem: problem ?? new Problem('not-authenticated') });
    }
  }

  /** Above 0 for a snapshot newer than the confirmed one, below for an older one; `NaN` where versions are no numbers. */
  #ahead({ record: { version } }: Snapshot): number {
    const known = this.confirmed?.record.version;
    return version && known && /^\d+$/.test(version + known) ? Number(BigInt(version) - BigInt(known)) : NaN;
  }

  /**
   * Takes over what the server says. `mine` is the change it answers, if any: what else differs from
   * what is shown was done by others.
   */
  adopt(snapshot: Snapshot, mine?: Intent): void {
    this.problem = undefined;
    this.source.heard(snapshot, this);
    if (!(this.#ahead(snapshot) < 0)) this.confirmed = snapshot;
    this.confirmedAt = Date.now();
    this.lost = undefined;
    const job = this.#jobs.find(({ intent }) => intent === mine);
    if (job) {
      this.#writes++;
      this.#remove(job);
    }
    const told = this.#report(mine);
    if (job) job.told = told;
  }

  #remove(job: Job): void {
    this.#jobs = this.#jobs.filter((other) => other !== job);
  }

  /** Names those who were given as bare ids and are known by now. */
  name(): void {
    const { confirmed, source } = this;
    if (!confirmed) return;
    let news = false;
    const named = (user: User): User => {
      if (user.name || !source.people.get(user.id)) return user;
      news = true;
      return readUser(user.id, source.people) ?? user;
    };
    const followers = confirmed.followers.map((follower) => ({ ...follower, user: named(follower.user) }));
    this.confirmed = { ...confirmed, owner: confirmed.owner && named(confirmed.owner), followers };
    if (news) this.tell();
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
      this.#remove(opposite);
      const outcome = change.op === 'add' ? 'already' : 'absent';
      opposite.settle({ intent: opposite.intent, outcome });
      this.#report();
      return Promise.resolve({ intent, outcome });
    }
    return new Promise((settle) => {
      this.#jobs.push({ ...terms, intent, ownerSeen: this.shown?.owner?.id, settle });
      this.tell();
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    globalThis.addEventListener?.('pagehide', this.#flush);
    const { signal } = this.#life;
    for (let job; (job = this.#jobs.find(isUnsent));) {
      await this.#make(job, signal);
      if (signal.aborted) return;
    }
    this.#rest();
    if (!this.#listeners.size) this.source.release(this);
  }

  #rest(): void {
    this.#draining = false;
    globalThis.removeEventListener?.('pagehide', this.#flush);
  }

  /** The page goes away: what is left is sent at once, without waiting for answers. */
  readonly #flush = (): void => {
    for (const job of this.#jobs.filter(isUnsent)) void this.#make(job, this.#life.signal);
  };

  async #make(job: Job, signal: AbortSignal): Promise<void> {
    const settled = await this.#run(job, signal);
    // Settled already, when everything was dropped.
    if (signal.aborted) return;
    this.#remove(job);
    const { intent, outcome, denial, problem } = settled;
    const { behind } = job;
    const refused = outcome === 'refused';
    const joint = refused && !!behind && (!!denial || problem?.code === behind.problem?.code);
    if (refused && !joint) for (const other of this.#jobs) other.behind = settled;
    // What turns out not to be the viewer's doing was covered by their change until now.
    const told = this.#report(outcome === DONE[intent.op] ? intent : undefined);
    job.settle({ ...settled, joint, told: job.told ?? told });
  }

  async #run(job: Job, signal: AbortSignal): Promise<Settled> {
    const { intent, ownerSeen, test } = job;
    const { op } = intent;
    try {
      // Others are on their way only while the page goes away.
      const now = fold(
        this.confirmed!,
        this.queue.filter(({ state }) => state === 'sent'),
      );
      if (holds(now, intent)) return { intent, outcome: op === 'remove' ? 'absent' : 'already' };
      if (op === 'owner' && now.owner?.id !== ownerSeen) throw new Problem('version-mismatch');
      const denial = test(now);
      if (denial) return { intent, outcome: 'refused', denial };
      intent.state = 'sent';
      this.tell();
      return await send(this, job, signal);
    } catch (error) {
      const problem = problemOf(error);
      if (!signal.aborted) {
        if (problem.code === 'not-authenticated') this.source.signedOut(problem);
        // The server knows something that isn't known here.
        else if (DISAGREEMENTS.includes(problem.code)) void this.reload();
      }
      // Already taken back by the viewer: then it failing changes nothing for them.
      const undone = this.#jobs.some((next) => isUnsent(next) && isInverse(next.intent, intent));
      if (undone) return { intent, outcome: op === 'add' ? 'absent' : 'already' };
      return { intent, outcome: 'refused', problem };
    }
  }
}

/** Refusals of what the policy, judging by what was confirmed, had allowed. */
const DISAGREEMENTS = ['action-forbidden', 'owner-change-forbidden', 'follower-limit', 'user-is-owner'];

const isUnsent = ({ intent }: Job): boolean => intent.state === 'unsent';

function isInverse(a: Change, b: Change): boolean {
  return a.user.id === b.user.id && a.op !== b.op && a.op !== 'owner' && b.op !== 'owner';
}
