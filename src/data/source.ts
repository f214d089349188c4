/**
 * A backend as one page uses it: the adapter, the stores of its records, the people it named.
 * Elements with the same endpoint, adapter, fetcher and token function share one source (`sources.ts`).
 *
 * A source belongs to one viewer: when another person turns out to be signed in, everything it
 * remembers is forgotten first.
 */
import type { Change, Intent } from '../core/intent.ts';
import { Problem } from '../core/problem.ts';
import type { RecordRef, Snapshot, User } from '../core/record.ts';
import type { Adapter, LoosePage, LooseSnapshot, Page } from './adapter.ts';
import type { Changed } from './batch.ts';
import { createDirectory, type Directory } from './directory.ts';
import { gatherer } from './gather.ts';
import { Live } from './live.ts';
import { type Loose, readPage, readSnapshot } from './parse.ts';
import { People } from './people.ts';
import { problemOf, readAnswer } from './response.ts';
import { restAdapter, type RestOptions } from './rest-adapter.ts';
import { RecordStore } from './store.ts';

/** People as a host hands them over: a list, or a search of its own. */
export type Users = readonly User[] | NonNullable<Adapter['search']>;

export interface SourceOptions extends RestOptions {
  /** The host's own backend; then `endpoint` and everything about requests is unused. */
  adapter?: Adapter | undefined;
  users?: Users | undefined;
  /** Seats where the server says no number. */
  limit?: number | undefined;
}

/** How long a record nobody shows is remembered, so that switching tabs does not ask again. */
const GRACE = 5000;
/** Milliseconds an answer may take; a host's adapter may have no limit of its own. */
const READ_TIMEOUT = 15_000;
const WRITE_TIMEOUT = 20_000;

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('timeout')), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const keyOf = ({ type, id }: RecordRef): string => JSON.stringify([type, id]);

export class Source {
  readonly options: SourceOptions;
  readonly adapter: Adapter;
  readonly people: People;
  viewerId: string | undefined;
  /** Hears of what others change. */
  readonly live: Live = new Live(this);
  #stores = new Map<string, RecordStore>();
  /** Of those, the ones that are not read yet, and needn't be. */
  #later = new Set<RecordStore>();
  /** Elements that only search, for there is no record yet: each is told when people got their names. */
  #held = new Set<() => void>();
  #directories = new WeakMap<object, Directory>();
  /** As the latest record named them. */
  #features: readonly string[] | undefined;
  readonly #load: ReturnType<typeof gatherer>;
  readonly #ended: (source: Source) => void;

  /** `ended` is told when nobody uses it any more. */
  constructor(options: SourceOptions, ended: (source: Source) => void = () => {}) {
    this.options = options;
    this.adapter = options.adapter ?? restAdapter(options);
    this.#ended = ended;
    this.people = new People({
      adapter: this.adapter,
      users: () => this.options.users,
      lacks: () => this.#lacks('people'),
      named: () => this.#named(),
    });
    this.#load = gatherer(this.adapter, {
      lacks: () => this.#lacks('batch'),
      more: (most) => this.#fill(most),
    });
  }

  /** Whether the backend is known not to have an optional part. */
  #lacks(feature: string): boolean {
    return !!this.#features && !this.#features.includes(feature);
  }

  /** There is no backend: people are chosen from a list of the host's, and nothing is saved. */
  get local(): boolean {
    return isLocal(this.options);
  }

  /** Search among people given by a host, or else by the backend; shared by all elements of this source. */
  directory(users?: Users): Directory {
    const key = users ?? this;
    let directory = this.#directories.get(key);
    if (!directory) {
      const { adapter } = this;
      const search: Adapter['search'] = adapter.search && ((...args) => this.#search(...args));
      const parse = (loose: LoosePage): Page => {
        const page = readPage(loose);
        this.people.add(page.items);
        return page;
      };
      this.#directories.set(key, (directory = createDirectory({ users, search, parse })));
    }
    return directory;
  }

  /** Searches the backend; who turns out to be signed out is so for the records as well. */
  async #search(...args: Parameters<NonNullable<Adapter['search']>>): Promise<LoosePage> {
    try {
      return await readAnswer(await this.adapter.search?.(...args));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'not-authenticated') this.signedOut(problem);
      throw problem;
    }
  }

  #named(): void {
    for (const store of this.#stores.values()) {
      store.name();
      store.tell();
    }
    for (const named of this.#held) named();
  }

  store(record: RecordRef): RecordStore {
    const key = keyOf(record);
    let store = this.#stores.get(key);
    if (!store) this.#stores.set(key, (store = new RecordStore(record, this)));
    return store;
  }

  /** For a record that nobody sees yet: it is read when another is and there is room in the request. */
  later(store: RecordStore): void {
    this.#later.add(store);
  }

  /** Somebody sees it now. */
  seen(store: RecordStore): void {
    if (this.#later.delete(store) && !store.confirmed && !store.loading) void store.load();
  }

  #fill(most: number): void {
    let left = most;
    for (const store of this.#later) {
      if (left <= 0) return;
      this.#later.delete(store);
      if (store.confirmed || store.loading || !store.shows) continue;
      left--;
      void store.load();
    }
  }

  /** To be called when an element stops showing a record. */
  release(store: RecordStore): void {
    clearTimeout(store.grace);
    store.grace = setTimeout(() => {
      // A store with changes on their way is released once more when they are answered.
      if (!store.idle) return;
      this.#stores.delete(keyOf(store.record));
      this.#later.delete(store);
      store.empty();
      this.#end();
    }, GRACE);
  }

  /** For an element that shows no record and searches; to be called back when it doesn't any more. */
  hold(named: () => void): () => void {
    this.#held.add(named);
    return () => {
      this.#held.delete(named);
      this.#endLater();
    };
  }

  /** A function of its own, so that its timer doesn't keep what an element gave, and with it the element. */
  #endLater(): void {
    if (!this.local) setTimeout(() => this.#end(), GRACE);
  }

  #end(): void {
    if (this.#held.size || this.#stores.size) return;
    this.#ended(this);
  }

  /** Reads a record once. */
  load(record: RecordRef, signal: AbortSignal): Promise<Snapshot> {
    const read = async (): Promise<Snapshot> => {
      const snapshot = this.#snapshot(await readAnswer(await this.#load(record, signal)), record);
      if (!snapshot) throw new Problem('malformed-response');
      return snapshot;
    };
    return within(READ_TIMEOUT, read());
  }

  /** One page of what has happened to a record, as it was answered. */
  history(record: RecordRef, cursor: string | undefined, signal: AbortSignal): Promise<unknown> {
    const read = async (): Promise<unknown> =>
      readAnswer(await this.adapter.history?.(record, { cursor, signal }));
    return within(READ_TIMEOUT, read());
  }

  /** Whether the backend has a function for a change. */
  #has(op: Change['op']): boolean {
    const { adapter } = this;
    return !!(op === 'owner' ? adapter.changeOwner : (adapter[op] ?? adapter.replace));
  }

  /** Sends one change once; `undefined` where the backend answers nothing. */
  write(
    record: RecordRef,
    { op, user, keepPrevious }: Intent,
    base?: Snapshot,
  ): Promise<Snapshot | undefined> {
    const { adapter } = this;
    const call = (): LooseSnapshot => {
      if (!this.#has(op)) throw new Problem('setup');
      if (op === 'owner') return adapter.changeOwner?.(record, ownerChange(user, keepPrevious, base), {});
      if (adapter[op]) return adapter[op](record, user.id, {});
      const others = (base?.followers ?? [])
        .map((follower) => follower.user.id)
        .filter((id) => id !== user.id);
      return adapter.replace?.(record, op === 'add' ? [...others, user.id] : others, {});
    };
    const write = async (): Promise<Snapshot | undefined> =>
      this.#snapshot(await readAnswer(await call()), record);
    return within(WRITE_TIMEOUT, write());
  }

  /** Sends several changes in one request, once. */
  change(record: RecordRef, intents: readonly Intent[], base?: Snapshot): Promise<Changed> {
    const idsOf = (op: Change['op']) =>
      intents.filter((intent) => intent.op === op).map(({ user }) => user.id);
    const owner = intents.find(({ op }) => op === 'owner');
    const changes = {
      add: idsOf('add'),
      remove: idsOf('remove'),
      owner: owner && ownerChange(owner.user, owner.keepPrevious, base),
    };
    const change = async (): Promise<Changed> => {
      const answer = (await readAnswer(await this.adapter.change?.(record, changes, {}))) as Loose | null;
      const { snapshot = answer ?? undefined, results } = answer ?? {};
      const read = this.#snapshot(snapshot, record);
      // Nothing said of the record is no answer; losing sight of it is one.
      if (!read && snapshot !== null) throw new Problem('malformed-response');
      return { snapshot: read ?? null, results: Array.isArray(results) ? results : [] };
    };
    return within(WRITE_TIMEOUT, change());
  }

  #snapshot(answer: unknown, record: RecordRef): Snapshot | undefined {
    if (answer === undefined || answer === null) return undefined;
    const { people, options } = this;
    const { change, loadMany, people: named, history, subscribe } = this.adapter;
    const functions = {
      ...{ owner: this.#has('owner'), bulk: change, batch: loadMany },
      ...{ people: named, history, events: subscribe },
    };
    const lacks = Object.entries(functions).flatMap(([feature, has]) => (has ? [] : feature));
    const snapshot = readSnapshot(answer, record, {
      people,
      features: Object.keys(functions),
      limit: options.limit,
    });
    // A missing function is a missing feature, whatever the answer says.
    const features = snapshot.features.filter((feature) => !lacks.includes(feature));
    this.#features = features;
    return {
      ...snapshot,
      features,
      can: {
        ...snapshot.can,
        ...(!this.#has('add') && { addFollower: false }),
        ...(!this.#has('remove') && { removeFollower: false }),
      },
    };
  }

  /**
   * Notes whom a record was shown to, and whom it names. When the viewer is somebody else than before, every
   * record is forgotten, the others are read anew, and the caller's is the first to show something.
   */
  heard({ viewer, owner, followers }: Snapshot, store: RecordStore): void {
    const id = viewer?.id;
    if (id && this.viewerId && id !== this.viewerId) {
      this.#forget();
      for (const each of this.#stores.values()) each.empty();
      for (const each of this.#stores.values()) if (each !== store) this.#again(each);
    }
    // Somebody is signed in again: for one record is for all.
    if (!this.viewerId) this.signedIn();
    this.viewerId ??= id;
    const people = [owner, ...followers.map(({ user }) => user)];
    this.people.add(people);
    for (const user of people) if (user && !user.name) this.people.seek(user.id);
    this.live.plan();
  }

  /** Nobody is signed in any more: nothing may be shown. */
  signedOut(problem: Problem): void {
    this.#forget();
    for (const store of this.#stores.values()) store.empty(problem);
  }

  #forget(): void {
    this.viewerId = undefined;
    this.live.forget();
    this.people.forget();
    this.#directories = new WeakMap();
  }

  /** Reads again whatever could not be read because nobody was signed in. */
  signedIn(): void {
    for (const store of this.#stores.values()) {
      if (store.problem?.code === 'not-authenticated') this.#again(store);
    }
  }

  /** Reads what somebody sees. */
  #again(store: RecordStore): void {
    if (!store.idle && !this.#later.has(store)) void store.load();
  }

  /** The connection went or came back: everybody looks again, and what could not be read is read. */
  revive(): void {
    for (const store of this.#stores.values()) {
      store.tell();
      if (store.problem && navigator.onLine !== false) this.#again(store);
    }
  }

  /** Uses the latest options that say something; people whom nobody had named yet get their names. */
  update(options: SourceOptions): void {
    const { users } = this.options;
    const said = Object.entries(options).filter(([, value]) => value !== undefined);
    Object.assign(this.options, Object.fromEntries(said));
    if (users !== this.options.users) for (const store of this.#stores.values()) store.name();
  }
}

/** Whether options name people, and no backend. */
export const isLocal = ({ adapter, endpoint, users }: SourceOptions): boolean =>
  Array.isArray(users) && !adapter && !endpoint;

const ownerChange = ({ id }: User, keepPrevious: boolean | undefined, base?: Snapshot) => ({
  userId: id,
  keepPrevious: !!keepPrevious,
  version: base?.record.version,
});
