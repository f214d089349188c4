/**
 * One record as a page knows it: the last snapshot the server confirmed, and the queue of changes
 * on their way to it. Shared by every element that shows the record.
 *
 * It does not know policy (each change brings its own test), elements, or words. It never guesses:
 * `confirmed` is only ever what a server said, and taking a refused change back is dropping it.
 */
import { type Change, fold, intend, type Intent } from '../core/intent.ts';
import { Problem } from '../core/problem.ts';
import type { RecordRef, Snapshot, User } from '../core/record.ts';
import { readUser } from './parse.ts';
import { Queue } from './queue.ts';
import { problemOf } from './response.ts';
import { withRetry } from './retry.ts';
import type { Settled, Terms } from './send.ts';
import type { Source } from './source.ts';
import { type Listener, type News, tellApart, type Told, visible } from './told.ts';

export type { Outcome, Settled } from './send.ts';

/** A wait the server asked for. */
export interface Wait {
  /** `Date.now()` at which the next try starts. */
  readonly until: number;
  readonly problem: Problem;
}

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
  readonly #queue = new Queue(this);
  #listeners = new Set<Listener>();
  #held = 0;
  /** The record as the page was told of it: as confirmed, but for what changes on their way still hide. */
  #told: Snapshot | undefined;
  #read: Promise<void> | undefined;
  /** The version that the record has come to, as was heard. */
  #announced: string | undefined;
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
    return this.#queue.intents;
  }

  /** The record with every change that is on its way. */
  get shown(): Snapshot | undefined {
    return this.confirmed && fold(this.confirmed, this.queue);
  }

  get loading(): boolean {
    return !!this.#read;
  }

  /** Somebody shows the record. */
  get shows(): boolean {
    return this.#listeners.size > 0;
  }

  /** Aborted when everything known now has been forgotten. */
  get life(): AbortSignal {
    return this.#life.signal;
  }

  /** Nobody shows the record or holds it, and nothing is on its way. */
  get idle(): boolean {
    return !this.shows && !this.#held && !this.queue.length;
  }

  /** Keeps the record known to somebody who doesn't show it; to be called back when it needn't be any more. */
  hold(): () => void {
    this.#held++;
    return () => {
      this.#held--;
      this.source.release(this);
    };
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
  report(mine: readonly Intent[] = []): Told {
    const { confirmed, queue } = this;
    const before = this.#told ?? confirmed;
    this.#told = before && confirmed && visible(before, confirmed, queue);
    const [own, others] = tellApart(before, this.#told, mine);
    const news = before && (others.added.length || others.removed.length || others.owner);
    this.tell(news ? { type: 'remote', before: fold(before, [...mine, ...queue]), ...others } : undefined);
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

  /** The record has come to a version; without one, it has changed. */
  announce(version: string | undefined): void {
    this.#announced = version;
    if (version === undefined) void this.reload();
    else void this.catchUp();
  }

  /** Reads the record where it is older than what was heard of it; a replica may lag, so twice at most. */
  async catchUp(): Promise<void> {
    for (let reads = 0; this.#isBehind; reads++) {
      // What is on its way is answered with the record as it then is.
      if (this.queue.length) return;
      if (reads === 2) this.#announced = undefined;
      else await this.reload();
    }
  }

  get #isBehind(): boolean {
    const announced = this.#announced;
    const ahead = this.#ahead(announced);
    return ahead > 0 || (Number.isNaN(ahead) && !!announced && announced !== this.confirmed?.record.version);
  }

  async #load(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const writes = this.#writes;
        const snapshot = await this.patiently(() => this.source.load(this.record, signal), signal);
        signal.throwIfAborted();
        // Begun before a write was answered, it may be older than that answer: then once more.
        if (writes !== this.#writes && !(this.#ahead(snapshot.record.version) > 0)) continue;
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
  lose(left = this.#queue.leaving): void {
    // A handover can cost the viewer their access too, but they never stopped following.
    const stopped = left && this.#queue.stopping;
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
    this.#life.abort();
    this.#life = new AbortController();
    this.#read = this.confirmed = this.#told = this.#announced = this.wait = undefined;
    this.problem = problem;
    this.lost = undefined;
    this.#queue.clear(problem ?? new Problem('not-authenticated'), left);
  }

  /** Above 0 for a version newer than the confirmed one, below for an older one; `NaN` where they are no numbers. */
  #ahead(version: string | undefined): number {
    const known = this.confirmed?.record.version;
    return version && known && /^\d+$/.test(version + known) ? Number(BigInt(version) - BigInt(known)) : NaN;
  }

  /**
   * Takes over what the server says. `mine` are the changes it answers, if any: what else differs from
   * what is shown was done by others.
   */
  adopt(snapshot: Snapshot, mine: readonly Intent[] = []): void {
    this.problem = undefined;
    this.source.heard(snapshot, this);
    if (!(this.#ahead(snapshot.record.version) < 0)) this.confirmed = snapshot;
    this.confirmedAt = Date.now();
    this.lost = undefined;
    const job = this.#queue.take(mine);
    if (job) this.#writes++;
    const told = this.report(mine);
    if (job) job.told = told;
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
    const intent = intend(change);
    const cancelled = this.#queue.cancelOpposite(intent);
    return cancelled
      ? Promise.resolve(cancelled)
      : this.#queue.push([intent], terms).then(([settled]) => settled!);
  }

  /**
   * Queues changes that are saved together: in one request where the backend can, else one after another in
   * this order. Of changes cancelled meanwhile nothing is answered; never rejects.
   */
  async sendAll(
    intents: readonly Intent[],
    termsOf: (intents: readonly Intent[]) => Terms,
  ): Promise<Settled[]> {
    const bulk = !!this.confirmed?.features.includes('bulk');
    const parts = bulk ? [intents] : intents.map((intent) => [intent]);
    const settled = parts.map((part) => this.#queue.push(part, termsOf(part), bulk));
    return (await Promise.all(settled)).flat();
  }

  /** Takes back what was queued and is not sent yet. */
  cancel(intent: Intent): void {
    this.#queue.cancel(intent);
  }
}
