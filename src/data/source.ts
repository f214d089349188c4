/**
 * A backend as one page uses it: the adapter, the stores of its records, the people it named.
 * Elements with the same endpoint, adapter, fetcher and token function share one source.
 *
 * A source belongs to one viewer: when another person turns out to be signed in, everything it
 * remembers is forgotten first.
 */
import type { Intent } from '../core/intent.ts';
import { Problem } from '../core/problem.ts';
import type { RecordRef, Snapshot, User } from '../core/record.ts';
import type { Adapter, LooseSnapshot } from './adapter.ts';
import { createDirectory, type Directory } from './directory.ts';
import { readPage, readSnapshot } from './parse.ts';
import { readAnswer } from './response.ts';
import { restAdapter, type RestOptions } from './rest-adapter.ts';
import { type RetryOptions, withRetry } from './retry.ts';
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

export class Source {
  readonly options: SourceOptions;
  readonly adapter: Adapter;
  /** Everybody the backend has named so far, by id: for hosts that answer bare ids. */
  readonly people = new Map<string, User>();
  viewerId: string | undefined;
  #stores = new Map<string, RecordStore>();
  #directory: Directory | undefined;
  #users: Users | undefined;

  constructor(options: SourceOptions) {
    this.options = options;
    this.adapter = options.adapter ?? restAdapter(options);
  }

  /** Search shared by all elements of this source; another `users` makes it another one. */
  get directory(): Directory {
    const { users } = this.options;
    if (!this.#directory || users !== this.#users) {
      this.#users = users;
      this.#directory = createDirectory({ users, search: this.adapter.search?.bind(this.adapter), parse: readPage });
    }
    return this.#directory;
  }

  store(record: RecordRef): RecordStore {
    const key = JSON.stringify([record.type, record.id]);
    let store = this.#stores.get(key);
    if (!store) this.#stores.set(key, (store = new RecordStore(record, this)));
    return store;
  }

  /** To be called when an element stops showing a record. */
  release(store: RecordStore): void {
    setTimeout(() => {
      if (!store.idle) return;
      for (const [key, other] of this.#stores) if (other === store) this.#stores.delete(key);
      if (!this.#stores.size) sources.delete(this);
    }, GRACE);
  }

  async load(record: RecordRef, options: RetryOptions): Promise<Snapshot> {
    const { signal } = options;
    const read = async () => this.#snapshot(await readAnswer(await this.adapter.load(record, { signal })), record);
    const snapshot = await withRetry(read, options);
    if (!snapshot) throw new Problem('malformed-response');
    return snapshot;
  }

  /** Sends one change; `undefined` where the backend answers nothing. */
  async write(record: RecordRef, { op, user, keepPrevious }: Intent, base?: Snapshot): Promise<Snapshot | undefined> {
    const { adapter } = this;
    let answer: LooseSnapshot;
    if (op === 'owner') {
      const change = { userId: user.id, keepPrevious: !!keepPrevious, version: base?.record.version };
      answer = await adapter.changeOwner?.(record, change, {});
    } else if (adapter[op]) answer = await adapter[op](record, user.id, {});
    else {
      const others = (base?.followers ?? []).map((follower) => follower.user.id).filter((id) => id !== user.id);
      answer = await adapter.replace?.(record, op === 'add' ? [...others, user.id] : others, {});
    }
    return this.#snapshot(await readAnswer(answer), record);
  }

  #snapshot(answer: unknown, record: RecordRef): Snapshot | undefined {
    if (answer === undefined || answer === null) return undefined;
    const { adapter, people, options } = this;
    const features = adapter.changeOwner ? ['owner'] : [];
    const snapshot = readSnapshot(answer, record, { people, features, limit: options.limit });
    for (const user of [snapshot.owner, ...snapshot.followers.map((follower) => follower.user)]) {
      if (user?.name) people.set(user.id, user);
    }
    return snapshot;
  }

  /**
   * Notes whom a record was shown to. When that is somebody else than before, every record is
   * forgotten, the others are read anew, and the caller's is the first to show something.
   */
  shownTo(viewerId: string | undefined, heard: RecordStore): void {
    const other = viewerId && this.viewerId && viewerId !== this.viewerId;
    if (other) {
      this.#forget();
      for (const store of this.#stores.values()) store.empty();
      for (const store of this.#stores.values()) if (store !== heard && !store.idle) void store.load();
    }
    this.viewerId = viewerId ?? this.viewerId;
  }

  /** Nobody is signed in any more: nothing may be shown. */
  signedOut(problem: Problem): void {
    this.#forget();
    for (const store of this.#stores.values()) if (store.confirmed) store.empty(problem);
  }

  #forget(): void {
    this.viewerId = undefined;
    this.people.clear();
    this.#directory = undefined;
  }

  /** Reads again whatever could not be read because nobody was signed in. */
  signedIn(): void {
    for (const store of this.#stores.values()) {
      if (store.problem?.code === 'not-authenticated') void store.load();
    }
  }

  /** Reads again what could not be read, as after the connection came back. */
  revive(): void {
    for (const store of this.#stores.values()) if (store.problem && !store.idle) void store.load();
  }
}

const sources = new Set<Source>();

/** The source for these options, shared with everybody who gives the same backend. */
export function sourceFor(options: SourceOptions): Source {
  const { adapter, endpoint, fetcher, getToken } = options;
  for (const source of sources) {
    const known = source.options;
    const same =
      known.adapter === adapter &&
      (adapter || known.endpoint === endpoint) &&
      known.fetcher === fetcher &&
      known.getToken === getToken;
    if (!same) continue;
    // New but equal plain values never make another source; the latest are used from now on.
    Object.assign(known, options);
    return source;
  }
  const source = new Source({ ...options });
  sources.add(source);
  return source;
}
