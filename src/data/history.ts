/** What has happened to one record, read page by page when somebody asks for it. Knows no words and no DOM. */
import { Problem } from '../core/problem.ts';
import type { Source as Origin } from '../core/record.ts';
import { type Loose, numberAsText, readBy, readSource, text } from './parse.ts';
import { problemOf } from './response.ts';
import type { RecordStore } from './store.ts';

type Named = NonNullable<Origin['by']>;

/** One change that took effect. */
export interface Entry {
  /** `created` and `owner-changed`: `user` is the owner from then on. */
  readonly kind: string;
  /** ISO 8601 instant. */
  readonly at: string | undefined;
  readonly user: Named;
  readonly source: Origin | undefined;
}

function readEntry(loose: unknown): Entry[] {
  const { kind, at, user, source } = (loose ?? {}) as Loose;
  const named = readBy(user);
  return named ? [{ kind: text(kind) ?? '', at: text(at), user: named, source: readSource(source) }] : [];
}

export class History {
  entries: readonly Entry[] = [];
  /** Why the last page could not be read. */
  problem: Problem | undefined;
  /** There are earlier changes. */
  more = false;
  readonly #changed: () => void;
  #cursor: string | undefined;
  #call: AbortController | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get loading(): boolean {
    return !!this.#call;
  }

  /** Reads the first page, or with `more` the next one; the latest call wins, and none rejects. */
  async read({ source, record, life }: RecordStore, more = false): Promise<void> {
    this.#call?.abort();
    const call = (this.#call = new AbortController());
    this.problem = undefined;
    this.#changed();
    const cursor = more ? this.#cursor : undefined;
    try {
      const { items, nextCursor } = ((await source.history(record, cursor, call.signal)) ?? {}) as Loose;
      if (!Array.isArray(items)) throw new Problem('malformed-response');
      if (call.signal.aborted || life.aborted) return;
      this.entries = [...(cursor ? this.entries : []), ...items.flatMap(readEntry)];
      this.#cursor = text(numberAsText(nextCursor));
      this.more = !!this.#cursor;
    } catch (error) {
      if (!call.signal.aborted) this.problem = problemOf(error);
    } finally {
      if (this.#call === call) {
        this.#call = undefined;
        this.#changed();
      }
    }
  }

  /** Nothing read so far may be shown any longer. */
  clear(): void {
    this.#call?.abort();
    this.#call = this.problem = this.#cursor = undefined;
    this.entries = [];
    this.more = false;
  }
}
