/**
 * Saving what was picked: from `save()` to results, events and the message line.
 * What is sent, and in which order, is `data/overlay.ts`.
 */
import { Problem } from '../core/problem.ts';
import type { Result } from '../core/result.ts';
import type { RecordStore, Settled } from '../data/store.ts';
import { describe } from '../locales/describe.ts';
import type { Words } from '../locales/messages.ts';
import type { Changes, ChangesHost } from './changes.ts';

/** What became of a save. */
export interface Saved {
  results: Result[];
  /** The results in sentences that stand alone; empty where there was nothing to save. */
  message: string;
}

/** What stops a save, and is told once. */
const STOPS = ['not-authenticated', 'offline'];

export class Saving {
  readonly #host: ChangesHost;
  readonly #changes: Changes;
  #saved: Promise<Saved> | undefined;

  constructor(host: ChangesHost, changes: Changes) {
    this.#host = host;
    this.#changes = changes;
  }

  /** Calls while one is under way share its promise, which never rejects. `id` is what a draft has become. */
  save(id?: string): Promise<Saved> {
    this.#saved ??= this.#save(id).finally(() => (this.#saved = undefined));
    return this.#saved;
  }

  async #save(id?: string): Promise<Saved> {
    const { overlay, words } = this.#host;
    this.#changes.clear();
    const saving = overlay.save(id);
    const { store } = overlay;
    this.#host.tell();
    if (store && !store.confirmed) await store.load();
    const before = store?.confirmed;
    const settled = await saving;
    const results = settled.map((each) => this.#changes.resultOf(each));
    const message = describe(results, words);
    const ours = !store || this.#report(settled, store);
    if (store && before) {
      for (const { told } of settled) if (told) this.#changes.report(told, before, 'user', store);
    }
    this.#host.tell();
    // The element may show another record by now.
    if (ours && overlay.store === store && message) this.#show(results);
    return { results, message };
  }

  /** Tells the page of each refusal; false where it shows messages of its own for all of them. */
  #report(settled: readonly Settled[], store: RecordStore): boolean {
    const refused = settled.filter(({ outcome }) => outcome === 'refused');
    const told = new Set<string>();
    const ours = refused.filter(({ intent, problem, denial }) => {
      const cause =
        problem ?? new Problem(denial?.reason === 'offline' ? 'offline' : 'action-forbidden', denial);
      if (STOPS.includes(cause.code) && told.has(cause.code)) return false;
      told.add(cause.code);
      return this.#changes.tellProblem(
        intent,
        cause,
        this.#changes.sentenceOf(intent, cause)(this.#host.words),
        store,
      );
    });
    return !refused.length || ours.length > 0;
  }

  #show(results: readonly Result[]): void {
    const { overlay } = this.#host;
    const text = (words: Words) => describe(results, words);
    const n = results.filter(({ outcome }) => outcome === 'refused').length;
    if (!n) return this.#changes.show({ kind: 'ok', text });
    const a = results.length - n;
    const adds = results.every(({ op }) => op === 'add');
    const some = a && adds && overlay.failed.length;
    this.#changes.show({
      kind: 'bad',
      text: some ? (words) => words.say('save.some', { a, n }) : text,
      act: 'dismiss',
    });
  }

  /** Drops what waits to be saved. */
  discard(): void {
    this.#host.overlay.discard();
    this.#changes.clear();
    this.#host.tell();
  }
}
