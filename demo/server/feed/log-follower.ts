/** Follows the log of events while anybody is interested: one loop for the whole process. */
import type { LogEntry, LogPosition, Repository } from '../repository.ts';
import { timer } from './timer.ts';

/** Entries that are read at once. */
const PAGE = 500;
/** Milliseconds between two tries while the database does not answer, at most. */
const LONGEST_PAUSE = 5000;

export interface LogFollowerOptions {
  readonly log: Repository['log'];
  readonly pollMs: number;
  /** Whether anybody listens; the loop ends when nobody does. */
  readonly wanted: () => boolean;
  /** In the order of the log, each at least once. */
  readonly deliver: (entries: readonly LogEntry[]) => Promise<void>;
  /** The log is another one now: what happened meanwhile is not known. */
  readonly lost: () => void;
  /** Told once, however often it is tried again. */
  readonly failed: (error: unknown) => void;
}

export class LogFollower {
  /** Everything up to here has been delivered; nothing is known while nobody listens. */
  position: LogPosition | undefined;
  readonly #options: LogFollowerOptions;
  #started: Promise<void> | undefined;
  #woken = false;
  #endPause = () => {};

  constructor(options: LogFollowerOptions) {
    this.#options = options;
  }

  /** Resolves when whatever is committed from then on will be delivered. */
  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** Something was committed in this process. */
  wake(): void {
    this.#woken = true;
    this.#endPause();
  }

  async #start(): Promise<void> {
    try {
      await this.#toEnd();
    } catch (error) {
      this.#started = undefined;
      throw error;
    }
    void this.#follow();
  }

  async #toEnd(): Promise<void> {
    this.position = (await this.#options.log({ limit: 0 }))?.end;
  }

  async #follow(): Promise<void> {
    const { pollMs, wanted, failed } = this.#options;
    let failures = 0;
    while (wanted()) {
      await this.#pause(Math.min(pollMs * 2 ** failures, Math.max(pollMs, LONGEST_PAUSE)));
      try {
        await this.#read();
        failures = 0;
      } catch (error) {
        if (!failures++) failed(error);
      }
    }
    this.#started = this.position = undefined;
  }

  async #pause(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const stop = timer(milliseconds, resolve);
        this.#endPause = () => {
          stop();
          resolve();
        };
      });
    }
    this.#woken = false;
  }

  async #read(): Promise<void> {
    const { log, deliver, lost, wanted } = this.#options;
    for (let more = wanted(); more;) {
      const found = await log({ after: this.position, limit: PAGE });
      if (!found) {
        await this.#toEnd();
        return lost();
      }
      await deliver(found.entries);
      this.position = found.end;
      more = found.entries.length === PAGE && wanted();
    }
  }
}
