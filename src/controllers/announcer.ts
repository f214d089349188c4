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
  #drawn = true;
  #timers: { settle?: ReturnType<typeof setTimeout>; keep?: ReturnType<typeof setTimeout> } = {};

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timers.settle);
    clearTimeout(this.#timers.keep);
    this.regions = ['', ''];
  }

  hostUpdated(): void {
    this.#drawn = true;
  }

  /** Says a sentence now, after what else is said in this turn; one that was waiting is dropped. */
  say(sentence: string): void {
    clearTimeout(this.#timers.settle);
    clearTimeout(this.#timers.keep);
    const said = this.#drawn ? '' : this.regions[this.#turn];
    if (this.#drawn) this.#turn = this.#turn ? 0 : 1;
    this.#drawn = false;
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
