/**
 * Time for the code under test alone: timers set by `src/` run when a test lets them, while the test runner,
 * axe and the fake backend keep real time. The two are told apart by who calls.
 */
interface Timer {
  due: number;
  run: () => void;
}

const setReal = window.setTimeout;
const clearReal = window.clearTimeout;
const nowReal = Date.now;

/** Ids that no real timer has. */
let lastId = 1_000_000_000;

/** Lets everything run that is ready to: one turn of the page. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** Engines differ in how many lines stand above the caller. */
function calledFromSource(): boolean {
  const caller = new Error().stack
    ?.split('\n')
    .find((line) => /:\d+:\d+/.test(line) && !line.includes('fake-clock'));
  return caller?.includes('/src/') ?? false;
}

export class FakeClock {
  #timers = new Map<number, Timer>();
  #now = 0;

  install(): void {
    const fake = (run: TimerHandler, delay = 0, ...args: unknown[]): number => {
      if (!calledFromSource()) return setReal(run as () => void, delay, ...args);
      this.#timers.set(++lastId, {
        due: this.#now + delay,
        run: () => (run as (...of: unknown[]) => void)(...args),
      });
      return lastId;
    };
    window.setTimeout = fake as typeof setTimeout;
    window.clearTimeout = (id) => {
      if (!this.#timers.delete(Number(id))) clearReal(id);
    };
    Date.now = () => nowReal() + this.#now;
  }

  uninstall(): void {
    window.setTimeout = setReal;
    window.clearTimeout = clearReal;
    Date.now = nowReal;
  }

  get now(): number {
    return this.#now;
  }

  /** How many timers of the code under test are waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Runs the next timer that is due by then; `false` when there is none, and then it is that time. */
  runNext(until: number): boolean {
    const due = [...this.#timers].filter(([, timer]) => timer.due <= until);
    const [next] = due.sort(([a, { due: x }], [b, { due: y }]) => x - y || a - b);
    if (!next) {
      this.#now = until;
      return false;
    }
    const [id, timer] = next;
    this.#timers.delete(id);
    this.#now = Math.max(this.#now, timer.due);
    timer.run();
    return true;
  }
}
