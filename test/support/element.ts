/**
 * A page with elements in it, for one test: `test('says …', async (page) => { … })`. Each test gets a clock of its
 * own for the code under test, and guards around everything; see `guards.ts`.
 */
import { assert } from '@open-wc/testing';
import { emulateMedia, resetMouse, setViewport } from '@web/test-runner-commands';
import '../../src/define.ts';
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { type BackendOptions, FakeBackend } from './fake-backend.ts';
import { FakeClock } from './fake-clock.ts';
import { Guards } from './guards.ts';
import { Panel } from './panel.ts';

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

export class Page {
  readonly clock = new FakeClock();
  /** Where the test's own markup stands. */
  readonly room = document.createElement('main');
  readonly guards: Guards;
  readonly #backends = new Set<FakeBackend>();
  readonly #panels: Panel[] = [];
  #offline = false;

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
    do {
      for (const backend of this.#backends) await backend.idle();
      for (const { updateComplete } of elements) await updateComplete;
    } while (this.clock.runNext(this.clock.now));
  }

  /** Lets so many milliseconds pass. */
  async wait(milliseconds: number): Promise<void> {
    const end = this.clock.now + milliseconds;
    do await this.settle();
    while (this.clock.runNext(end));
    await this.settle();
  }

  /** Changes the host's markup, as the page itself may. */
  async change(how: () => void): Promise<void> {
    how();
    this.guards.rebase();
    await this.settle();
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
      await resetMouse();
    }
  }
}

before(async () => {
  // What moves can't be measured.
  await emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await setViewport({ width: 800, height: 800 });
});

export function test(title: string, run: (page: Page) => Promise<void>): void {
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
