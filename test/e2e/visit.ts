/**
 * One person's visit to a page of the demo, in a browser context of its own: signed in by `?as=`, cookies shared with
 * nobody, and with a record of everything that went wrong on the page. Things are found in the accessibility tree, by
 * role and name, as a screen reader finds them; it knows no borders of shadow roots.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  Browser,
  CDPSession,
  ElementHandle,
  HTTPRequest,
  Page,
  Protocol,
  SerializedAXNode,
} from 'puppeteer-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Milliseconds between two looks at a page, and without a request until it counts as idle. */
const PAUSE = 25;
const QUIET = 500;

export interface VisitOptions {
  as?: string;
  width?: number;
  scheme?: 'light' | 'dark';
  /** Statuses this visit is meant to meet; the browser reports each as an error of its own. */
  expect?: readonly number[];
}

/** Opens `path` of the demo at `url`. */
export async function visit(
  browser: Browser,
  url: string,
  path: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const { as, width = 1280, scheme = 'light', expect = [] } = options;
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const visitor = new Visit(page, expect);
  await page.setViewport({ width, height: width < 400 ? 640 : 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const target = new URL(path, url);
  if (as) target.searchParams.set('as', as);
  await page.goto(target.href);
  return visitor;
}

export class Visit {
  readonly page: Page;
  /** Method and path of every request below `/api`, in order. */
  readonly calls: string[] = [];
  readonly #problems: string[] = [];
  /** What is asked and not answered yet, and when that changed last. */
  readonly #asked = new Set<HTTPRequest>();
  #changed = Date.now();
  #session: Promise<CDPSession> | undefined;

  constructor(page: Page, expected: readonly number[]) {
    this.page = page;
    page.on('pageerror', (error) => this.#problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warn') return;
      const status = /the server responded with a status of (\d+)/.exec(message.text())?.[1];
      if (!expected.includes(Number(status))) this.#problems.push(message.text());
    });
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) this.calls.push(`${request.method()} ${pathname}`);
      // Of what the page before had open, an end is not always told.
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.#asked.clear();
      // The stream of live changes stays open.
      if (!pathname.endsWith('/api/events')) this.#asked.add(request);
      this.#changed = Date.now();
    });
    for (const end of ['requestfinished', 'requestfailed'] as const) {
      page.on(end, (request) => {
        if (this.#asked.delete(request)) this.#changed = Date.now();
      });
    }
  }

  /** Ends the visit; fails if anything on the page went wrong meanwhile. */
  async leave(): Promise<void> {
    await this.page.browserContext().close();
    assert.deepEqual(this.#problems, []);
  }

  /** Waits until nothing has been asked for half a second, but for the stream of live changes. */
  async idle(): Promise<void> {
    const isIdle = async () => this.#asked.size === 0 && Date.now() - this.#changed >= QUIET;
    await this.until('an end of all requests', isIdle, 30_000);
  }

  /** The thing with this role and exact name; waits until it is there. */
  async find(role: string, name: string): Promise<ElementHandle<Element>> {
    return this.until(`${role} "${name}"`, () => this.#first(role, (each) => each === name));
  }

  async click(role: string, name: string): Promise<void> {
    await (await this.find(role, name)).click();
  }

  /** How many things with this role and, where given, this name there are now. */
  async count(role: string, name?: string): Promise<number> {
    const names = await this.#namesOf(role);
    return names.filter((each) => name === undefined || plain(each) === name).length;
  }

  /** Waits until nothing has this role and name any more. */
  async gone(role: string, name: string): Promise<void> {
    await this.until(`the end of ${role} "${name}"`, async () => !(await this.count(role, name)));
  }

  /** Waits until the sentence can be read, or heard, on the page. */
  async reads(sentence: string): Promise<void> {
    await this.until(`"${sentence}"`, async () => (await this.text()).includes(sentence));
  }

  /** Title and rendered text of the page and of the shadow roots in it. */
  async text(): Promise<string> {
    const text = await this.page.evaluate(() => {
      const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
      const parts = [document.body, ...roots.flatMap(({ children }) => [...children])];
      return [
        document.title,
        ...parts.map((part) => (part instanceof HTMLElement ? part.innerText : '')),
      ].join(' ');
    });
    return plain(text);
  }

  /** Presses Tab until the focus is on something with this role and name. */
  async tabTo(role: string, name: string): Promise<void> {
    const passed: string[] = [];
    for (let i = 0; i < 60; i++) {
      await this.page.keyboard.press('Tab');
      const focus = await this.focused();
      if (focus?.role === role && focus.name === name) return;
      passed.push(`${focus?.role} "${focus?.name}"`);
    }
    assert.fail(`Tab never came to ${role} "${name}", but to: ${passed.join(', ')}`);
  }

  /** What has the focus, as assistive technology is told. */
  async focused(): Promise<Told | undefined> {
    const session = await this.#driver();
    const { result } = await session.send('Runtime.evaluate', { expression: FOCUSED });
    const { nodes } = await session.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId!,
      fetchRelatives: false,
    });
    return nodes[0] && told(nodes[0]);
  }

  /** The first thing with this role whose name begins so; waits until it is there. */
  async beginning(role: string, name: string): Promise<ElementHandle<Element>> {
    return this.until(`${role} "${name}…"`, () => this.#first(role, (each) => each.startsWith(name)));
  }

  /** The option whose name begins so; waits until the list shows it. */
  option(name: string): Promise<ElementHandle<Element>> {
    return this.beginning('option', name);
  }

  /** Moves down the open list until this person is the active option. */
  async arrowTo(name: string): Promise<void> {
    await this.option(name);
    for (let i = 0; i < 30; i++) {
      await this.page.keyboard.press('ArrowDown');
      if ((await this.active()).includes(name)) return;
    }
    assert.fail(`no way down to "${name}"`);
  }

  /** Text of the active option of the focused combobox. */
  active(): Promise<string> {
    return this.page.evaluate(() => {
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      const root = focused?.getRootNode() as ShadowRoot | undefined;
      return root?.getElementById(focused?.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';
    });
  }

  /** The browser's own driver, which is asked for a few things and never for the whole tree: long pages have much of it. */
  #driver(): Promise<CDPSession> {
    return (this.#session ??= this.page.createCDPSession());
  }

  /** Names of all that have this role, as they are told, in order. */
  async #namesOf(role: string): Promise<string[]> {
    const session = await this.#driver();
    const { result } = await session.send('Runtime.evaluate', { expression: 'document' });
    const { nodes } = await session.send('Accessibility.queryAXTree', { objectId: result.objectId!, role });
    return nodes.filter(({ ignored }) => !ignored).map((node) => told(node).raw);
  }

  async #first(
    role: string,
    isIt: (name: string) => boolean,
  ): Promise<ElementHandle<Element> | null | undefined> {
    const name = (await this.#namesOf(role)).find((each) => isIt(plain(each)));
    return name === undefined ? undefined : this.page.$(`aria/${name}[role="${role}"]`);
  }

  /** Everything assistive technology is told, flat and in order. */
  async tree(): Promise<SerializedAXNode[]> {
    const flat = (node: SerializedAXNode): SerializedAXNode[] => {
      if (node.name) node.name = plain(node.name);
      return [node, ...(node.children ?? []).flatMap(flat)];
    };
    const root = await this.page.accessibility.snapshot({ interestingOnly: false });
    return root ? flat(root) : [];
  }

  /**
   * Fails with every rule of accessibility that the page as it is now breaks; in the dark only with what colours can
   * break. Rows beyond a dozen are as those before them.
   */
  async passesAxe(): Promise<void> {
    await this.page.evaluate(axeSource);
    const broken = await this.page.evaluate(async () => {
      const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(
        { exclude: ['tbody tr:nth-child(n + 13)'] },
        isDark ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {},
      );
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
      );
    });
    assert.deepEqual(broken, []);
  }

  /** Pixels by which the page is wider than the window. */
  overflow(): Promise<number> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  /** Asks again and again until there is an answer; fails after ten seconds, or so many milliseconds. */
  async until<T>(
    what: string,
    ask: () => Promise<T | undefined | null | false | ''>,
    patience = 10_000,
  ): Promise<T> {
    for (const deadline = Date.now() + patience; Date.now() < deadline;) {
      const answer = await ask();
      if (answer) return answer;
      // The page wants the processor more than whoever asks it.
      await pause(PAUSE);
    }
    return assert.fail(`waited in vain for ${what}; the page reads: ${await this.text()}`);
  }
}

interface Axe {
  run(context: object, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

interface Told {
  readonly role: string;
  readonly name: string;
  /** As it is told, with its marks. */
  readonly raw: string;
  readonly description: string;
  readonly isInvalid: boolean;
}

function told(node: Protocol.Accessibility.AXNode): Told {
  const textOf = (value: Protocol.Accessibility.AXValue | undefined) => String(value?.value ?? '');
  const raw = textOf(node.name);
  const invalid = node.properties?.find(({ name }) => name === 'invalid');
  return {
    role: textOf(node.role),
    name: plain(raw),
    raw,
    description: plain(textOf(node.description)),
    isInvalid: textOf(invalid?.value) === 'true',
  };
}

const FOCUSED = `(() => {
  let focused = document.activeElement ?? document;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
})()`;

/** Without the marks that keep names of either direction apart, and with single spaces. */
const plain = (text: string) =>
  text
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
