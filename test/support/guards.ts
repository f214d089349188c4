/**
 * What no test may cause in the page around the element, whatever it is about: errors, noise in the console, names on
 * `window`, nodes in `body` or `head`, changes of the host's own markup by a mere use.
 */
import { assert } from '@open-wc/testing';

/** What axe leaves behind. */
const AXE = new Set(['axe', '__core-js_shared__']);

export class Guards {
  readonly #allowed: RegExp[] = [];
  readonly #said: string[] = [];
  readonly #names = new Set(Object.getOwnPropertyNames(window));
  readonly #nodes: Node[];
  readonly #room: Element;
  readonly #console = { warn: console.warn, error: console.error };
  #markup: string;

  /** `room` holds everything the test itself puts into the page. */
  constructor(room: Element) {
    this.#room = room;
    this.#nodes = this.#around();
    this.#markup = room.innerHTML;
    window.addEventListener('error', this.#onError);
    window.addEventListener('unhandledrejection', this.#onRejection);
    console.warn = (...args: unknown[]) => this.#said.push(`console.warn: ${args.map(String).join(' ')}`);
    console.error = (...args: unknown[]) => this.#said.push(`console.error: ${args.map(String).join(' ')}`);
  }

  readonly #onError = ({ message }: ErrorEvent): number => this.#said.push(`error: ${message}`);
  readonly #onRejection = ({ reason }: PromiseRejectionEvent): number =>
    this.#said.push(`unhandled: ${reason}`);

  #around(): Node[] {
    return [...document.head.childNodes, ...document.body.childNodes];
  }

  /** The console may, and must, say this. */
  allow(message: RegExp): void {
    this.#allowed.push(message);
  }

  /** The test itself has just changed the host's markup. */
  rebase(): void {
    this.#markup = this.#room.innerHTML;
  }

  stop(): void {
    window.removeEventListener('error', this.#onError);
    window.removeEventListener('unhandledrejection', this.#onRejection);
    Object.assign(console, this.#console);
  }

  /** While everything still stands. */
  checkMarkup(): void {
    assert.equal(this.#room.innerHTML, this.#markup, "the host's own markup");
  }

  /** After everything was taken away. */
  check(): void {
    const unexpected = this.#said.filter((line) => !this.#allowed.some((message) => message.test(line)));
    assert.deepEqual(unexpected, [], 'errors and console');
    for (const message of this.#allowed) assert.match(this.#said.join('\n'), message, 'console');
    const added = Object.getOwnPropertyNames(window).filter(
      (name) => !this.#names.has(name) && !AXE.has(name),
    );
    assert.deepEqual(added, [], 'names on window');
    const nodes = this.#around().filter((node) => node !== this.#room);
    assert.deepEqual(
      nodes,
      this.#nodes.filter((node) => node !== this.#room),
      'nodes of the page',
    );
  }
}
