/** What measures inside of the page: runs there, so it refers to nothing outside of itself. */
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';

export interface Person {
  id: string;
  name: string;
  active: boolean;
}

/** Milliseconds until something was painted, and the longest task on the way. */
export interface Timed {
  ms: number;
  longest: number;
}

export interface InPage {
  /** So many people, each with a name of their own; the same ones every time. */
  people(count: number): Person[];
  /** Fields with ten of these people chosen, from making them until all of them are painted. */
  mount(count: number, people: Person[]): Promise<Timed>;
  /** Rows of a list on a backend that answers a batch after 20 ms, until those in view are painted. */
  mountStacks(count: number): Promise<Timed>;
  /** Waits for an event of this type, which comes from outside, and from then on until this is so and painted. */
  watch(type: 'pointerdown' | 'keydown', isSo: () => boolean): void;
  /** What was watched last. */
  watched(): Promise<Timed>;
  /** The names in the open list of the first field. */
  options(): string[];
  isOpen(): boolean;
  clear(): Promise<void>;
  /** Elements in the page and in all shadow roots. */
  elements(): number;
}

declare global {
  // oxlint-disable-next-line no-var
  var bench: InPage;
}

export function install(): void {
  let longest = 0;
  let watched: Promise<Timed>;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: 'longtask' });

  const channel = new MessageChannel();
  const frame = () => new Promise(requestAnimationFrame);
  /** The task after the next frame: what was drawn in it is on the screen. */
  const painted = async (): Promise<void> => {
    await frame();
    await new Promise((resolve) => {
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(0);
    });
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    for (const end = performance.now() + 60_000; !isSo(); await frame()) {
      if (performance.now() > end) throw new Error('It did not come to pass within a minute.');
    }
    await painted();
  };
  const timed = async (start: number, isSo: () => boolean): Promise<Timed> => {
    await until(isSo);
    const ms = performance.now() - start;
    // Tasks are told of a little later.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { ms, longest };
  };
  const root = (element?: Element | null) => element?.shadowRoot;
  const all = () => [...document.querySelectorAll<CrmFollowers>('crm-followers')];
  const count = (element: Element | undefined, selector: string) =>
    root(element)?.querySelectorAll(selector).length ?? 0;
  const list = () => root(document.querySelector('crm-followers'))!;

  globalThis.bench = {
    people(count) {
      const syllables = 'an ba ce do el fi gu ha in jo ka li mo nu or pe qui ro su ta'.split(' ');
      const word = (n: number): string => {
        const text = syllables[n % 20]! + syllables[((n / 20) | 0) % 20]! + syllables[((n / 400) | 0) % 20]!;
        return text[0]!.toUpperCase() + text.slice(1);
      };
      return Array.from({ length: count }, (_, i) => {
        const n = Math.imul(i + 1, 2_654_435_761) >>> 0;
        return { id: `p${i}`, name: `${word(n)} ${word(n >>> 12)} ${i}`, active: true };
      });
    },
    mount(number, people) {
      longest = 0;
      const start = performance.now();
      const value = people.slice(0, 10).map(({ id }) => id);
      for (let i = 0; i < number; i++) {
        const element = document.createElement('crm-followers');
        Object.assign(element, { view: 'field', label: 'Followers', limit: 20, users: people, value });
        document.body.append(element);
      }
      const [first, last] = [all().at(-number), all().at(-1)];
      // Beyond seven, a field shows six of them and a button for the rest.
      return timed(start, () => [first, last].every((element) => count(element, '[part~=chip]') === 6));
    },
    mountStacks(number) {
      longest = 0;
      const start = performance.now();
      const people = bench.people(50);
      const snapshot = ({ type, id }: { type: string; id: string }) => ({
        record: { type, id, version: '1' },
        features: ['batch'],
        limit: 10,
        owner: people[0],
        viewer: { ...people[0], admin: true, onlyAssignedData: false },
        followers: people.slice(1, 8).map((user) => ({ user })),
      });
      const adapter = {
        load: async (record: { type: string; id: string }) => snapshot(record),
        loadMany: async (records: readonly { type: string; id: string }[]) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          return records.map(snapshot);
        },
      };
      for (let i = 0; i < number; i++) {
        const row = document.createElement('div');
        row.style.height = '52px';
        const element = document.createElement('crm-followers');
        Object.assign(element, {
          view: 'stack',
          recordType: 'contact',
          recordId: `r${i}`,
          live: 'off',
          adapter,
        });
        row.append(element);
        document.body.append(row);
      }
      const inView = all().slice(0, Math.ceil(innerHeight / 52));
      return timed(start, () => inView.every((element) => count(element, 'button.stack') === 1));
    },
    watch(type, isSo) {
      longest = 0;
      watched = new Promise((resolve) => {
        addEventListener(type, ({ timeStamp }) => resolve(timed(timeStamp, isSo)), {
          capture: true,
          once: true,
        });
      });
    },
    watched: () => watched,
    options: () =>
      bench.isOpen() ? [...list().querySelectorAll('[role=option]')].map((option) => option.textContent) : [],
    isOpen: () => list().querySelector('[role=combobox]')?.getAttribute('aria-expanded') === 'true',
    async clear() {
      document.body.replaceChildren();
      await painted();
    },
    elements() {
      const within = (node: ParentNode): number =>
        [...node.querySelectorAll('*')].reduce(
          (sum, { shadowRoot }) => sum + 1 + (shadowRoot ? within(shadowRoot) : 0),
          0,
        );
      return within(document);
    },
  };
}
