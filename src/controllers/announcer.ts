/**
 * Says things to screen readers through two polite regions used in turn, so that the same sentence
 * twice is spoken twice. The host draws the regions, empty from the first render on.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long a sentence that may be overtaken (a count while typing) waits before it is said. */
const SETTLE = 1400;
/** How long a sentence stays before it can no longer be found by browsing. */
const KEEP = 10_000;

export class Announcer implements ReactiveController {
  /** What the two regions hold now. */
  regions: [string, string] = ['', ''];
  readonly #host: ReactiveControllerHost;
  #turn: 0 | 1 = 0;
  #timers: { [what in 'settle' | 'keep' | 'turn']?: ReturnType<typeof setTimeout> | undefined } = {};

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.clear();
  }

  /** Empties the regions and forgets what waits to be said. */
  clear(): void {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#timers = {};
    this.regions = ['', ''];
  }

  /** Says a sentence now, after what else is said in this turn; one that was waiting is dropped. */
  say(sentence: string): void {
    const { settle, keep, turn } = this.#timers;
    clearTimeout(settle);
    clearTimeout(keep);
    const said = turn ? this.regions[this.#turn] : '';
    if (!turn) this.#turn = this.#turn ? 0 : 1;
    this.#timers.turn ??= setTimeout(() => (this.#timers.turn = undefined));
    this.regions = ['', ''];
    this.regions[this.#turn] = [said, sentence].filter(Boolean).join(' ');
    this.#host.requestUpdate();
    this.#timers.keep = setTimeout(() => {
      this.regions = ['', ''];
      this.#host.requestUpdate();
    }, KEEP);
  }

  /** Says a sentence once nothing newer has come for a while. */
  saySoon(sentence: string): void {
    clearTimeout(this.#timers.settle);
    this.#timers.settle = setTimeout(() => this.say(sentence), SETTLE);
  }

  /** Drops a sentence that is still waiting. */
  hush(): void {
    clearTimeout(this.#timers.settle);
  }
}
