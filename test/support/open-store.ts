/** A record as an element has it: source, store and overlay over a fake adapter, with everything heard noted. */
import { mock } from 'node:test';
import type { Change } from '../../src/core/intent.ts';
import type { Snapshot, User } from '../../src/core/record.ts';
import { type Made, type Mode, Overlay } from '../../src/data/overlay.ts';
import type { Source, SourceOptions } from '../../src/data/source.ts';
import { sourceFor } from '../../src/data/sources.ts';
import type { RecordStore, Settled } from '../../src/data/store.ts';
import type { News } from '../../src/data/told.ts';
import { C1, fakeAdapter, type FakeAdapter, person, snapshot } from './fake-adapter.ts';

/** Lets everything that needs no clock and no answer happen. */
export const turn = () => new Promise(setImmediate);

/** Lets time pass (by `mock.timers`), in steps small enough for whatever is due to begin when it is due. */
export async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 200) {
    await turn();
    mock.timers.tick(Math.min(200, milliseconds - passed));
  }
  await turn();
}

/** The followers as ids; those not confirmed yet with a question mark. */
export const ids = (shown: Snapshot | undefined): string | undefined =>
  shown?.followers.map(({ user, pending }) => user.id + (pending ? '?' : '')).join(' ');

/** What was said, in short: `remote +c -a owner`, `access left`. Mere redraws are left out. */
export function brief(news: News): string {
  const of = (sign: string, users: User[]) => users.map(({ id }) => sign + id);
  if (news.type === 'remote') {
    const { added, removed, owner } = news;
    return ['remote', ...of('+', added), ...of('-', removed), ...(owner ? ['owner'] : [])].join(' ');
  }
  return news.type === 'access' ? `access ${news.cause}` : news.type;
}

export interface Shown {
  overlay: Overlay;
  news: string[];
  /** Whether this element was the first to hear, by the entries of `news`. */
  firsts: boolean[];
  make(op: Change['op'], who: string | User, rest?: Partial<Change>): Promise<Made>;
  leave(): void;
}

/** How changes ended, in short: `add x added`, `remove a refused read-only`. */
export const ends = (settled: readonly Settled[]): string[] =>
  settled.map(({ intent: { op, user }, outcome, denial, problem }) =>
    [op, user.id, outcome, denial?.reason ?? problem?.code].filter(Boolean).join(' '),
  );

/** Changes in short: `add x`. */
export const wishes = (changes: readonly Change[]): string[] =>
  changes.map(({ op, user, keepPrevious }) => `${op} ${user.id}${keepPrevious ? ' keep' : ''}`);

/** Shows a store in one more element. */
export function show(store: RecordStore, mode?: Mode): Shown {
  const overlay = new Overlay();
  const news: string[] = [];
  const firsts: boolean[] = [];
  overlay.attach(store, mode);
  const unsubscribe = store.subscribe((heard, first) => {
    overlay.heard(heard);
    if (heard.type === 'state') return;
    news.push(brief(heard));
    firsts.push(first);
  });
  return {
    overlay,
    news,
    firsts,
    make: (op, who, rest) => overlay.make({ op, user: typeof who === 'string' ? person(who) : who, ...rest }),
    leave() {
      unsubscribe();
      overlay.attach(undefined);
      store.source.release(store);
    },
  };
}

export interface Opened extends Shown {
  adapter: FakeAdapter;
  source: Source;
  store: RecordStore;
}

/** A loaded record in one element. */
export async function openStore(
  first: unknown = snapshot(17, 'a b'),
  adapter = fakeAdapter(),
  options: SourceOptions = {},
  mode?: Mode,
): Promise<Opened> {
  const source = sourceFor({ adapter, ...options });
  const store = source.store(C1);
  const shown = show(store, mode);
  void store.load();
  (await adapter.next('load')).answer(first);
  await turn();
  return { adapter, source, store, ...shown };
}

/** A loaded record in one element that keeps changes until they are saved. */
export const openManual = (first?: unknown, adapter?: FakeAdapter): Promise<Opened> =>
  openStore(first, adapter, {}, 'manual');

/** An element for a record that does not exist yet. */
export function openDraft(adapter = fakeAdapter()) {
  const overlay = new Overlay();
  const source = sourceFor({ adapter });
  overlay.type = 'contact';
  overlay.attach(undefined, 'draft', source);
  return {
    adapter,
    source,
    overlay,
    make: (op: Change['op'], who: string | User, rest?: Partial<Change>) =>
      overlay.make({ op, user: typeof who === 'string' ? person(who) : who, ...rest }),
  };
}
