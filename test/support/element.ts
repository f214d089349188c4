/**
 * A page with elements in it, for one test: `test('says …', async (page) => { … })`. Each test gets a clock of its
 * own for the code under test, and guards around everything; see `guards.ts`.
 */
import { assert } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/define.ts';
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { ENGINE, LACKING, NARROWEST, type Need } from './engines.ts';
import { type BackendOptions, FakeBackend } from './fake-backend.ts';
import { FakeClock } from './fake-clock.ts';
import { Guards } from './guards.ts';
import { Panel } from './panel.ts';
import { putMouseBack } from './mouse.ts';

export interface Shown extends BackendOptions {
  /** Who is signed in. Default `owner`. */
  as?: string | null;
  /** `type/id`. Default `contact/c1`. */
  record?: string;
  backend?: FakeBackend;
  attributes?: Record<string, string>;
  properties?: Partial<CrmFollowers>;
  into?: Element;
  /** Markup inside the element. */
  content?: string;
}

/** Real milliseconds until something is waited for in vain. */
const PATIENCE = 10_000;

const WINDOW = { width: 800, height: 800 };

export class Page {
  readonly clock = new FakeClock();
  /** Where the test's own markup stands. */
  readonly room = document.createElement('main');
  readonly guards: Guards;
  readonly #backends = new Set<FakeBackend>();
  readonly #panels: Panel[] = [];
  #offline = false;
  #resized = false;

  constructor() {
    document.body.append(this.room);
    this.guards = new Guards(this.room);
    this.clock.install();
  }

  backend(as: string | null = 'owner', options: BackendOptions = {}): FakeBackend {
    const backend = new FakeBackend(as, options);
    this.#backends.add(backend);
    return backend;
  }

  /** Makes an element without showing it. */
  create({ as, record = 'contact/c1', attributes, properties, content, backend, ...options }: Shown = {}) {
    const element = document.createElement('crm-followers');
    const [type = '', id = ''] = record.split('/');
    const all = {
      endpoint: '/api',
      'record-type': type,
      'record-id': id,
      'record-name': 'Maria Lopez',
      ...attributes,
    };
    for (const [name, value] of Object.entries(all)) if (value) element.setAttribute(name, value);
    if (content) element.innerHTML = content;
    const { fetcher } = backend ?? this.backend(as, options);
    return Object.assign(element, { fetcher }, properties);
  }

  /** Shows an element and waits for its first answers. */
  async show({ into = this.room, ...shown }: Shown = {}): Promise<Panel> {
    const element = this.create(shown);
    into.append(element);
    const panel = this.watch(element);
    await this.settle();
    this.guards.rebase();
    return panel;
  }

  /** The panel of an element in the page; hears what is said from now on. */
  watch(element: CrmFollowers): Panel {
    const panel = new Panel(element, () => this.settle());
    this.#panels.push(panel);
    this.guards.rebase();
    return panel;
  }

  /** Lets everything happen that needs no time to pass. */
  async settle(): Promise<void> {
    const elements = [...this.room.querySelectorAll<CrmFollowers>('crm-followers')];
    for (const { updateComplete } of elements) await updateComplete;
    if (elements.some(({ view, state }) => view === 'stack' && state === 'loading')) await this.#observed();
    do {
      for (const backend of this.#backends) await backend.idle();
      for (const { updateComplete } of elements) await updateComplete;
    } while (this.clock.runNext(this.clock.now));
  }

  /** Resolves when observers made before now have been told what is in view. */
  #observed(): Promise<void> {
    return new Promise((resolve) => {
      const observer = new IntersectionObserver(() => {
        observer.disconnect();
        resolve();
      });
      observer.observe(this.room);
    });
  }

  /** Lets so many milliseconds pass. */
  async wait(milliseconds: number): Promise<void> {
    const end = this.clock.now + milliseconds;
    do await this.settle();
    while (this.clock.runNext(end));
    await this.settle();
  }

  /** Lets everything happen until this is so; what comes by a stream takes turns of its own, and a busy machine time. */
  async until(what: () => unknown): Promise<void> {
    for (const end = performance.now() + PATIENCE; !what();) {
      assert.isBelow(performance.now(), end, `waited in vain for ${String(what)}`);
      await this.settle();
    }
    await this.settle();
  }

  /** Changes the host's markup, as the page itself may. */
  async change(how: () => void): Promise<void> {
    how();
    this.guards.rebase();
    await this.settle();
  }

  /**
   * Gives the page so many pixels, until the test is over. Where windows can't be so narrow, the test's markup gets
   * them, with margins as the page's own; that is all the same to what is not laid out by the window.
   */
  async resize(width: number, height: number): Promise<void> {
    this.#resized = true;
    await setViewport({ width: Math.max(width, NARROWEST[ENGINE]), height });
    const { marginLeft, marginRight } = getComputedStyle(document.body);
    if (width < innerWidth) this.room.style.width = `calc(${width}px - ${marginLeft} - ${marginRight})`;
  }

  /** Right end of all that is in the page. */
  get scrollWidth(): number {
    const { room } = this;
    if (!room.style.width) return document.documentElement.scrollWidth;
    return (
      room.offsetLeft + room.scrollWidth + Number.parseFloat(getComputedStyle(document.body).marginRight)
    );
  }

  /** The browser has lost the network, or has it again. */
  async goOffline(offline = true): Promise<void> {
    this.#offline = offline;
    Object.defineProperty(navigator, 'onLine', { get: () => !this.#offline, configurable: true });
    window.dispatchEvent(new Event(offline ? 'offline' : 'online'));
    await this.settle();
  }

  /** Takes everything away; afterwards nothing may be left. */
  async close(passed: boolean): Promise<void> {
    try {
      if (passed) this.guards.checkMarkup();
      for (const backend of this.#backends) backend.release();
      for (const panel of this.#panels) panel.close();
      await this.settle();
      this.room.replaceChildren();
      await this.wait(60_000);
      if (passed) assert.equal(this.clock.pending, 0, 'timers left');
      if (passed) this.guards.check();
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
      this.clock.uninstall();
      this.guards.stop();
      this.room.remove();
      await putMouseBack();
      if (this.#resized) await setViewport(WINDOW);
    }
  }
}

before(async () => {
  // What moves can't be measured. The launchers see to it.
  assert.equal(matchMedia('(prefers-reduced-motion) and (prefers-color-scheme: light)').matches, true);
  await setViewport(WINDOW);
});

/** What a test needs of its engine; where that is lacking it is not run, and counted as that. */
interface Needing {
  needs: Need | undefined;
}

type Run = (page: Page) => Promise<void>;

export function test(title: string, run: Run): void;
export function test(title: string, needing: Needing, run: Run): void;
export function test(title: string, first: Needing | Run, second?: Run): void {
  const [{ needs }, run] = second ? [first as Needing, second] : [{ needs: undefined }, first as Run];
  const why = needs && LACKING[ENGINE][needs];
  // Without a function it is what Mocha calls pending.
  if (why) return void it(`${title} (${why})`);
  it(title, async () => {
    const page = new Page();
    let passed = false;
    try {
      await run(page);
      passed = true;
    } finally {
      await page.close(passed);
    }
  });
}
