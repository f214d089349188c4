/** Clients that change the same few records over HTTP, lose answers and ask again, and note all of it. */
import type { Asked, History, Shown, Wish } from './history.ts';
import { keepsPrevious, PEOPLE, RECORDS } from './world.ts';

export interface Way {
  /** Where the server is now; it may be another one after a crash. */
  readonly url: () => string;
  /** Where answers get lost. */
  readonly cutUrl?: string | undefined;
}

/** Numbers from 0 to below 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Body {
  record: { version: string };
  owner: { id: string } | null;
  followers: { user: { id: string } }[];
  snapshot?: Body | null;
  results?: { op: Wish['op']; userId: string; outcome: string }[];
}

const shownOf = ({ record, owner, followers }: Body): Shown => ({
  version: Number(record.version),
  owner: owner?.id ?? null,
  followers: followers.map(({ user }) => user.id),
});

const json = (value: object) => ({
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

/** The request that asks for these wishes. `version` is the one an owner change is built on. */
function requestFor(wishes: readonly Wish[], record: string, version: number): [string, RequestInit] {
  const path = `/api/records/contact/${record}`;
  const [first] = wishes;
  if (!first) return [`${path}/followers`, { method: 'GET' }];
  const { op, userId } = first;
  if (op === 'owner') {
    const { headers, body } = json({ userId, keepPrevious: keepsPrevious(userId) });
    return [`${path}/owner`, { method: 'PUT', headers: { ...headers, 'If-Match': `"${version}"` }, body }];
  }
  if (wishes.length > 1) {
    const those = (op: Wish['op']) => wishes.filter((wish) => wish.op === op).map(({ userId }) => userId);
    return [`${path}/followers`, { method: 'POST', ...json({ add: those('add'), remove: those('remove') }) }];
  }
  return [`${path}/followers/${userId}`, { method: op === 'add' ? 'PUT' : 'DELETE' }];
}

const DONE = new Set(['added', 'removed', 'changed']);

/** What a complete answer says; nothing where it only says that the server can't tell. */
function read(wishes: readonly Wish[], status: number, body: Body | undefined): Asked['answer'] {
  if (status >= 500) return undefined;
  if (body?.results) {
    const done = body.results.filter(({ outcome }) => DONE.has(outcome));
    return { done, shown: body.snapshot ? shownOf(body.snapshot) : undefined };
  }
  const shown = body?.record ? shownOf(body) : undefined;
  const [wish] = wishes;
  if (!wish || status >= 300 || status === 204) return { done: [], shown };
  // Adding says by its status whether it was one, removing by having a body.
  return { done: wish.op === 'add' && status === 200 ? [] : [wish], shown };
}

export class Client {
  readonly #random: () => number;
  readonly #seen = new Map<string, Shown>();

  readonly id: string;
  readonly way: Way;
  readonly history: History;

  constructor(id: string, way: Way, history: History, seed: number) {
    this.id = id;
    this.way = way;
    this.history = history;
    this.#random = random(seed);
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }

  #wishes(record: string): Wish[] {
    const chance = this.#random();
    // Who is removed is mostly somebody who was there a moment ago: otherwise lists are full and nothing happens.
    const following = this.#seen.get(record)?.followers;
    const removable = following?.length && this.#random() < 0.8 ? following : PEOPLE;
    const one = (op: Wish['op']): Wish => ({ op, userId: this.#pick(op === 'remove' ? removable : PEOPLE) });
    if (chance < 0.4) return [one('add')];
    if (chance < 0.7) return [one('remove')];
    if (chance < 0.8) return [one('owner')];
    if (chance < 0.95) {
      const many = ['remove', 'remove', 'add', 'add', 'add'] as const;
      return [...new Map(many.map(one).map((wish) => [wish.userId, wish])).values()];
    }
    return [];
  }

  /** One thing this client wants, asked for until there is an answer or `signal` says that it is enough. */
  async act(signal: AbortSignal): Promise<void> {
    const record = this.#pick(RECORDS);
    const wishes = this.#wishes(record);
    // An owner is changed by somebody who has just looked.
    if (wishes[0]?.op === 'owner') await this.#ask(record, [], this.way.url());
    const isCut = this.way.cutUrl !== undefined && wishes.length > 0 && this.#random() < 0.2;
    if (isCut) await this.#ask(record, wishes, this.way.cutUrl!);
    while (!(await this.#ask(record, wishes, this.way.url())) && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 20 + this.#random() * 100));
    }
  }

  /** @returns whether there was an answer */
  async #ask(record: string, wishes: readonly Wish[], url: string): Promise<boolean> {
    const [path, init] = requestFor(wishes, record, this.#seen.get(record)?.version ?? 0);
    const asked: Asked = { by: this.id, record, wishes };
    this.history.asked.push(asked);
    const headers = { ...(init.headers as Record<string, string>), Authorization: `Bearer ${this.id}` };
    try {
      const response = await fetch(url + path, { ...init, headers });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      const answer = read(wishes, response.status, isJson ? (JSON.parse(text) as Body) : undefined);
      if (!answer) return false;
      asked.answer = answer;
      if (answer.shown) this.#seen.set(record, answer.shown);
      return true;
    } catch (error) {
      // Where nobody listened, nothing was asked.
      const { cause } = error as { cause?: { code?: string } };
      if (cause?.code === 'ECONNREFUSED') this.history.asked.splice(this.history.asked.lastIndexOf(asked), 1);
      return false;
    }
  }
}
