/**
 * The people of one source, searched: an array of the host's, or a backend and what it answered lately.
 * Shared by all elements of the source, so that folding and answers are paid for once.
 *
 * Asks at once and as often as it is told to: waiting for the typist is the caller's business.
 */
import { foldLine, foldQuery } from '../core/fold.ts';
import { Problem } from '../core/problem.ts';
import type { RecordRef, User } from '../core/record.ts';
import type { Adapter, LoosePage, Page } from './adapter.ts';

/** What a search shows. */
export interface Found {
  people: User[];
  /** There are others, which longer queries would find. */
  more: boolean;
}

export interface DirectoryOptions {
  search?: Adapter['search'] | undefined;
  /** Instead of `search`: everybody there is, or a search of the host's own. */
  users?: readonly User[] | Adapter['search'] | undefined;
  parse(loose: LoosePage): Page;
}

export interface Directory {
  /** What can be said without waiting for anybody. `record` is the one people are sought for. */
  recall(query: string, record?: RecordRef): Found | undefined;
  /** Whether queries are answered from memory, so that there is nothing to spare the server. */
  isLocal(record?: RecordRef): boolean;
  /**
   * Finds people, asking the backend where it must. What a backend answers is not filtered again: it may
   * know nicknames. Its first page for an empty query is everybody if no other page follows.
   *
   * @throws whatever the backend throws; `setup` where there is nothing to search.
   */
  find(query: string, record: RecordRef | undefined, signal: AbortSignal): Promise<Found>;
}

/** People shown for one query: nobody reads further before typing on. */
const WINDOW = 50;
/** Milliseconds of folding before the page gets its turn. */
const SLICE = 8;
/** How long a directory counts as complete, and how long any other answer is good for. */
const COMPLETE_FOR = 5 * 60_000;
const ANSWER_FOR = 60_000;
/** Answers remembered. */
const ANSWERS = 50;

/** One line of tokens a person, in the order of the array and as far as it is folded already. */
const indexes = new WeakMap<object, string[]>();

/** Folds further until the slice ends; `false` when it had ended before. */
function foldMore(users: readonly User[], index: string[], end: number): boolean {
  if (Date.now() >= end) return false;
  for (const user of users.slice(index.length, index.length + 64)) {
    index.push(foldLine(`${user?.name ?? ''}`) + foldLine(`${user?.email ?? ''}`.split('@', 1)[0]!));
  }
  return true;
}

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** After all that somebody may be waiting for, such as the list that has just opened, where the browser can tell. */
const idle = () =>
  // A page may have a scheduler of its own.
  globalThis.scheduler?.postTask?.(() => {}, { priority: 'background' }) ?? pause();

/** The index of an array, folded in the background from the first search on. */
function indexOf(users: readonly User[]): string[] {
  let index = indexes.get(users);
  if (!index) {
    indexes.set(users, (index = []));
    void foldAll(users, index);
  }
  return index;
}

async function foldAll(users: readonly User[], index: string[]): Promise<void> {
  while (index.length < users.length) {
    await idle();
    for (const end = Date.now() + SLICE; index.length < users.length && foldMore(users, index, end););
  }
}

/** How far a search has come that takes several slices. */
interface Progress {
  next: number;
  readonly people: User[];
}
const nothing = (): Progress => ({ next: 0, people: [] });

/** The first who match, in the order of the array; `undefined` when folding them takes another slice. */
function filter(users: readonly User[], query: string, progress: Progress): User[] | undefined {
  const index = indexOf(users);
  const words = foldQuery(query).map((word) => ` ${word}`);
  const { people } = progress;
  let end = 0;
  for (; progress.next < users.length && people.length <= WINDOW; progress.next++) {
    const i = progress.next;
    if (words.length && i >= index.length) {
      end ||= Date.now() + SLICE;
      if (!foldMore(users, index, end)) return undefined;
    }
    if (words.every((word) => index[i]!.includes(word))) people.push(users[i]!);
  }
  return people;
}

const shown = (people: User[], more = false): Found => ({
  people: people.slice(0, WINDOW),
  more: more || people.length > WINDOW,
});

export function createDirectory({ search, users, parse }: DirectoryOptions): Directory {
  const all = typeof users === 'object' ? users : undefined;
  const ask = typeof users === 'function' ? users : search;
  const answers = new Map<string, Page & { until: number }>();
  const keyOf = (query: string, record?: RecordRef) => JSON.stringify([record?.type, record?.id, query]);

  function remembered(query: string, record?: RecordRef) {
    const answer = answers.get(keyOf(query, record));
    return answer && Date.now() < answer.until ? answer : undefined;
  }

  /** Everybody, where that is known. */
  function everybody(record?: RecordRef): readonly User[] | undefined {
    const first = remembered('', record);
    // Some servers answer nothing to an empty query: that is not an empty house.
    return all ?? (first && !first.nextCursor && first.items.length ? first.items : undefined);
  }

  function among(local: readonly User[], query: string, progress: Progress): Found | undefined {
    const people = filter(local, query, progress);
    // The host's own objects are read only once they are shown; an answer is read already.
    return people && shown(all ? parse(people).items : people, people.length > WINDOW);
  }

  return {
    isLocal: (record) => !!everybody(record),

    recall(query, record) {
      const local = everybody(record);
      if (local) return among(local, query, nothing());
      const answer = remembered(query.trim(), record);
      return answer && shown(answer.items, !!answer.nextCursor);
    },

    async find(query, record, signal) {
      const local = everybody(record);
      const progress = nothing();
      while (local) {
        const found = among(local, query, progress);
        if (found) return found;
        await pause();
        signal.throwIfAborted();
      }
      const known = this.recall(query, record);
      if (known) return known;
      if (!ask) throw new Problem('setup');
      const wanted = query.trim();
      const page = parse(await ask(wanted, { record, signal }));
      const key = keyOf(wanted, record);
      answers.delete(key);
      const lasting = wanted || page.nextCursor ? ANSWER_FOR : COMPLETE_FOR;
      answers.set(key, { ...page, until: Date.now() + lasting });
      if (answers.size > ANSWERS) answers.delete(answers.keys().next().value!);
      return shown(page.items, !!page.nextCursor);
    },
  };
}
