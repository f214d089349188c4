/**
 * The changes of one record on their way: one request after another, each tested again before it goes out,
 * all at once when the page goes away.
 *
 * What a request says and what its answer means is `send.ts` and `batch.ts`.
 */
import { type Change, DONE, DONE_BEFORE, fold, holds, type Intent } from '../core/intent.ts';
import { Problem } from '../core/problem.ts';
import { sendBatch } from './batch.ts';
import { problemOf } from './response.ts';
import { type Job, send, type Settled, type Terms } from './send.ts';
import type { RecordStore } from './store.ts';

/** Refusals of what the policy, judging by what was confirmed, had allowed. */
const DISAGREEMENTS = ['action-forbidden', 'owner-change-forbidden', 'follower-limit', 'user-is-owner'];

/** Failures after which nothing else of what is saved together is tried: nobody would hear it. */
export const STOPS: readonly string[] = ['not-authenticated', 'offline'];

export class Queue {
  readonly #store: RecordStore;
  #jobs: Job[] = [];
  #draining = false;

  constructor(store: RecordStore) {
    this.#store = store;
  }

  /** Changes not answered yet, in the order they go out. */
  get intents(): Intent[] {
    return this.#jobs.flatMap(({ intents }) => intents);
  }

  /** The viewer's own doing, which may cost them sight of the record, is sent and not answered. */
  get leaving(): boolean {
    return this.#jobs.some((job) => job.leaves && !isUnsent(job));
  }

  /** They want to stop following: what they do to themselves goes out last. */
  get stopping(): boolean {
    return this.#jobs.some(({ leaves, intents }) => leaves && intents.at(-1)?.op === 'remove');
  }

  push(intents: readonly Intent[], terms: Terms, bulk = false): Promise<Settled[]> {
    return new Promise((settle) => {
      const seen = intents.find(({ op }) => op === 'owner')?.ownerSeen;
      const ownerSeen = seen === undefined ? this.#store.shown?.owner?.id : (seen ?? undefined);
      this.#jobs.push({ ...terms, intents: [...intents], bulk, ownerSeen, settle, settled: [] });
      this.#store.tell();
      void this.#drain();
    });
  }

  /** When the last change of a person is not sent yet, and is the opposite: neither needs to be. */
  cancelOpposite(intent: Intent): Settled | undefined {
    const { op, user } = intent;
    const job = this.#jobs.findLast(({ intents }) => intents.some((each) => each.user.id === user.id));
    const opposite = job?.intents.find((each) => isInverse(each, intent));
    // What an element saves together is its own: nobody else takes it back.
    if (!job || !opposite || job.plan || !isUnsent(job)) return undefined;
    const outcome = op === 'add' ? 'already' : 'absent';
    this.#remove(job);
    job.settle([{ intent: opposite, outcome }]);
    this.#store.report();
    return { intent, outcome };
  }

  cancel({ id }: Intent): void {
    const job = this.#jobs.find(({ intents }) => intents.some((each) => each.id === id));
    if (!job || !isUnsent(job)) return;
    job.intents = job.intents.filter((each) => each.id !== id);
    if (job.intents.length) return;
    this.#remove(job);
    job.settle([]);
  }

  /** Removes the job that these changes are of. */
  take(intents: readonly Intent[]): Job | undefined {
    const job = this.#jobs.find((each) => each.intents.some((intent) => intents.includes(intent)));
    if (job) this.#remove(job);
    return job;
  }

  /** Settles everything; with `left`, what was sent and cost the viewer sight of the record counts as done. */
  clear(problem: Problem, left: boolean): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    this.#rest();
    for (const { intents, leaves, settled, settle } of jobs) {
      const rest = intents.filter((intent) => !settled.some((each) => each.intent === intent));
      const all = rest.map((intent): Settled => {
        const done = left && leaves;
        return { intent, outcome: done ? DONE[intent.op] : 'refused', problem: done ? undefined : problem };
      });
      all.unshift(...settled);
      const done = all.filter(isDone);
      const removed = done.filter(({ intent }) => intent.op === 'remove').map(({ intent }) => intent.user);
      const told = { added: [], removed, owner: false };
      settle(all.map((each) => (each === done[0] ? { ...each, told } : each)));
    }
  }

  #remove(job: Job): void {
    this.#jobs = this.#jobs.filter((other) => other !== job);
  }

  async #drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    globalThis.addEventListener?.('pagehide', this.#flush);
    const store = this.#store;
    const signal = store.life;
    for (let job; (job = this.#jobs.find(isUnsent));) {
      await this.#make(job, signal);
      if (signal.aborted) return;
    }
    this.#rest();
    void store.catchUp();
    if (!store.shows) store.source.release(store);
  }

  #rest(): void {
    this.#draining = false;
    globalThis.removeEventListener?.('pagehide', this.#flush);
  }

  /** The page goes away: what is left is sent at once, without waiting for answers. */
  readonly #flush = (): void => {
    for (const job of this.#jobs.filter(isUnsent)) void this.#make(job, this.#store.life);
  };

  async #make(job: Job, signal: AbortSignal): Promise<void> {
    await this.#run(job, signal);
    // Settled already, when everything was dropped.
    if (signal.aborted) return;
    this.#remove(job);
    const { behind, settled } = job;
    const done = settled.filter(isDone);
    const isJoint = ({ outcome, denial, problem }: Settled): boolean =>
      outcome === 'refused' && !!behind && (!!denial || problem?.code === behind.problem?.code);
    const refused = settled.find((each) => each.outcome === 'refused' && !isJoint(each));
    if (refused) for (const other of this.#jobs) other.behind = refused;
    // What turns out not to be the viewer's doing was covered by their change until now.
    const report = this.#store.report(done.map(({ intent }) => intent));
    const told = job.told ?? report;
    const teller = done[0] ?? settled[0];
    job.settle(settled.map((each) => ({ ...each, joint: isJoint(each), ...(each === teller && { told }) })));
    this.#stop(job, settled[0]?.problem);
  }

  /** Where nobody can be reached, the rest of a plan is refused for the same reason. */
  #stop({ plan }: Job, problem: Problem | undefined): void {
    if (!plan || !problem || !STOPS.includes(problem.code)) return;
    for (const job of this.#jobs.filter((each) => each.plan === plan && isUnsent(each))) {
      this.#remove(job);
      job.settle(job.intents.map((intent) => ({ intent, outcome: 'refused', problem })));
    }
  }

  /** Sends what of a job is still to be made and allowed; `job.settled` says how each change ended. */
  async #run(job: Job, signal: AbortSignal): Promise<void> {
    try {
      const wishes = this.#judge(job);
      if (!wishes.length) return;
      for (const wish of wishes) wish.state = 'sent';
      this.#store.tell();
      if (job.bulk) await sendBatch(this.#store, wishes, job, signal);
      else job.settled.push(await send(this.#store, wishes[0]!, job, signal));
    } catch (error) {
      this.#failed(job, problemOf(error), signal);
    }
  }

  /** What of a job is to be sent; the rest is settled. */
  #judge({ intents, ownerSeen, settled, test }: Job): Intent[] {
    const wishes: Intent[] = [];
    // Others are on their way only while the page goes away.
    let now = fold(
      this.#store.confirmed!,
      this.intents.filter(({ state }) => state === 'sent'),
    );
    for (const intent of intents) {
      const { op } = intent;
      if (holds(now, intent)) settled.push({ intent, outcome: DONE_BEFORE[op] });
      else if (op === 'owner' && now.owner?.id !== ownerSeen) {
        settled.push({ intent, outcome: 'refused', problem: new Problem('version-mismatch') });
      } else {
        const denial = test(now, intent);
        if (denial) settled.push({ intent, outcome: 'refused', denial });
        else {
          wishes.push(intent);
          now = fold(now, [intent]);
        }
      }
    }
    return wishes;
  }

  #failed(job: Job, problem: Problem, signal: AbortSignal): void {
    const { source } = this.#store;
    if (!signal.aborted) {
      if (problem.code === 'not-authenticated') source.signedOut(problem);
      // The server knows something that isn't known here.
      else if (DISAGREEMENTS.includes(problem.code)) void this.#store.reload();
    }
    const { intents, settled } = job;
    for (const intent of intents.filter((each) => !settled.some((known) => known.intent === each))) {
      // Already taken back by the viewer: then it failing changes nothing for them.
      const undone = this.#jobs.some(
        (next) => isUnsent(next) && next.intents.some((each) => isInverse(each, intent)),
      );
      const outcome = intent.op === 'add' ? 'absent' : 'already';
      settled.push(undone ? { intent, outcome } : { intent, outcome: 'refused', problem });
    }
  }
}

const isUnsent = ({ intents }: Job): boolean => intents.every(({ state }) => state === 'unsent');

const isDone = ({ intent, outcome }: Settled): boolean => outcome === DONE[intent.op];

function isInverse(a: Change, b: Change): boolean {
  return a.user.id === b.user.id && a.op !== b.op && a.op !== 'owner' && b.op !== 'owner';
}
