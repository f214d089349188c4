/**
 * Everybody who was named so far, by the backend or by the host: for people who are given as bare ids. Whom nobody has
 * named the backend is asked for, once, together with the others of that turn.
 */
import type { User } from '../core/record.ts';
import type { Adapter } from './adapter.ts';
import { readPage, readUser } from './parse.ts';
import { readAnswer } from './response.ts';

/** Ids in one request: what the contract allows. */
const MOST = 50;

/** A host's people by id, as far as somebody was sought among them. */
interface Index {
  readonly byId: Map<string, User>;
  next: number;
}

/** One index an array. */
const indexes = new WeakMap<object, Index>();

/** To index all of a hundred thousand people would keep an element waiting that shows ten of them. */
function findIn(users: readonly User[], id: string): User | undefined {
  let index = indexes.get(users);
  if (!index) indexes.set(users, (index = { byId: new Map(), next: 0 }));
  const { byId } = index;
  while (!byId.has(id) && index.next < users.length) {
    const user = users[index.next++]!;
    const key = `${user?.id}`;
    // Of two with one id it is the first, whoever is sought when.
    if (!byId.has(key)) byId.set(key, user);
  }
  return byId.get(id);
}

export interface PeopleOptions {
  readonly adapter: Adapter;
  /** The host's own people, where it has given a list. */
  users: () => unknown;
  /** Whether the backend is known not to name people. */
  lacks: () => boolean;
  /** Somebody was named whom the backend had been asked for. */
  named: () => void;
}

export class People {
  readonly #options: PeopleOptions;
  #named = new Map<string, User>();
  /** Ids without a name that the backend is or was asked for. */
  #sought = new Set<string>();
  #unnamed: string[] = [];

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  get(id: string): User | undefined {
    const users = this.#options.users();
    if (Array.isArray(users) && !this.#named.has(id)) this.add([readUser(findIn(users, id))]);
    return this.#named.get(id);
  }

  add(people: readonly (User | null | undefined)[]): void {
    for (const user of people) if (user?.name) this.#named.set(user.id, user);
  }

  /** Asks the backend, once, for the name of somebody who was given as a bare id. */
  seek(id: string): void {
    const { adapter, lacks } = this.#options;
    if (!adapter.people || this.#sought.has(id) || this.get(id) || lacks()) return;
    this.#sought.add(id);
    if (this.#unnamed.push(id) === 1) queueMicrotask(() => this.#identify());
  }

  async #identify(): Promise<void> {
    const sought = this.#sought;
    const ids = this.#unnamed.splice(0, MOST);
    if (this.#unnamed.length) queueMicrotask(() => this.#identify());
    try {
      const { items } = readPage(await readAnswer(await this.#options.adapter.people?.(ids, {})));
      // A backend without this route may answer a search.
      const people = items.filter(({ id }) => ids.includes(id));
      if (sought !== this.#sought || !people.length) return;
      this.add(people);
      this.#options.named();
    } catch {
      // They stay unknown: nothing can be done about it, and nothing depends on it.
    }
  }

  /** Another viewer may be shown other people; answers on their way are for nobody any more. */
  forget(): void {
    this.#named.clear();
    this.#sought = new Set();
  }
}
