/** Records of one backend that are followed, and its stream of what happens to them. */
import type { RecordRef, Snapshot } from '../../src/core/record.ts';
import type { LiveEvent } from '../../src/data/adapter.ts';
import type { Source } from '../../src/data/source.ts';
import { sourceFor } from '../../src/data/sources.ts';
import type { RecordStore } from '../../src/data/store.ts';
import { C1, fakeAdapter, type FakeAdapter, type FakeCall, snapshot } from './fake-adapter.ts';
import { pass, show, type Shown, turn } from './open-store.ts';

export const EVENTS = { features: ['owner', 'events'] };

/** A gate at each call, and `subscribe` among the functions. */
export const liveAdapter = () => fakeAdapter(['replace', 'change', 'loadMany', 'people', 'history']);

export const contact = (id: string): RecordRef => ({ type: 'contact', id });

export interface Followed extends Shown {
  readonly store: RecordStore;
  /** Stops following, and showing. */
  readonly leave: () => void;
}

export interface OpenedLive {
  readonly adapter: FakeAdapter;
  readonly source: Source;
  /** Shows a record, which is at version 17, and follows it. */
  follow(id?: string, how?: { eager?: boolean; first?: Snapshot }): Promise<Followed>;
  /** The next call of `subscribe`; `pass` time for it first. */
  stream(): Promise<Stream>;
  /** How many reads there were, and how many streams. */
  count(op: 'load' | 'subscribe'): number;
}

export interface Stream {
  readonly call: FakeCall;
  /** Ids of the records it is about. */
  readonly ids: string[];
  readonly lastEventId: string;
  readonly aborted: boolean;
  tell(event: LiveEvent): void;
}

export function openLive(adapter = liveAdapter()): OpenedLive {
  const source = sourceFor({ adapter });
  return {
    adapter,
    source,
    async follow(id = C1.id, { eager = true, first } = {}) {
      const store = source.store(contact(id));
      const shown = show(store);
      const unfollow = source.live.follow(store, eager);
      if (!store.confirmed) {
        void store.load();
        const { record, ...rest } = snapshot(17, 'a b', EVENTS);
        (await adapter.next('load')).answer(first ?? { record: { ...record, id }, ...rest });
        await turn();
      }
      const leave = () => {
        unfollow();
        shown.leave();
      };
      return { ...shown, store, leave };
    },
    async stream() {
      const call = await adapter.next('subscribe');
      const [records] = call.args as [RecordRef[]];
      const { lastEventId, tell } = call.options;
      return {
        call,
        ids: records.map(({ id }) => id),
        lastEventId,
        get aborted() {
          return call.options.signal.aborted;
        },
        tell,
      };
    },
    count: (op) => adapter.calls.filter((call) => call.op === op).length,
  };
}

/** So long elements come and go before it is listened to what they show. */
export const SOON = 200;
export const soon = () => pass(SOON);
