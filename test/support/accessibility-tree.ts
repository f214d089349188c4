/**
 * A command of the test runner, `accessibility-tree`: what each browser tells assistive technology of the page. Only
 * Chromium has a command for it; Firefox is asked from its own side, WebKit element by element. See `tree.ts`.
 */
import type { BrowserLauncher, TestRunnerPlugin } from '@web/test-runner';
import type { Page } from 'puppeteer-core';
import type { TreeNode } from './tree.ts';
import type { WebKitDriver } from './webkit/driver.ts';

interface Nested extends Omit<TreeNode, 'name'> {
  name?: string;
  children?: Nested[];
}
const flat = ({ children = [], name = '', ...node }: Nested): TreeNode[] => [
  { ...node, name },
  ...children.flatMap(flat),
];

async function inChromium(page: Page): Promise<TreeNode[]> {
  const root = await page.accessibility.snapshot({ interestingOnly: false });
  return root ? flat(root) : [];
}

/** The part of Firefox's own script that is used here. */
interface Accessible {
  readonly computedARIARole: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly children: Iterable<unknown> & { queryElementAt(index: number, type: unknown): Accessible };
  readonly childCount: number;
  getChildAt(index: number): Accessible;
  getState(state: { value?: number }, more: object): void;
}
declare const Cc: Record<string, { getService(type: unknown): AccessibilityService }>;
declare const Ci: {
  nsIAccessibilityService: unknown;
  nsIAccessibleStates: { STATE_INVALID: number; STATE_REQUIRED: number };
};
declare const Services: { wm: { getEnumerator(type: string): Iterable<BrowserWindow> } };
interface AccessibilityService {
  getAccessibleFor(node: unknown): Accessible | null;
}
interface BrowserWindow {
  gBrowser: { browsers: { currentURI: { spec: string } }[] };
}

/** Runs in the window around the page. Waits for the mark, since news of the page comes late there. */
async function readInFirefox(url: string, mark: string): Promise<TreeNode[]> {
  const service = Cc['@mozilla.org/accessibilityService;1']!.getService(Ci.nsIAccessibilityService);
  const { STATE_INVALID, STATE_REQUIRED } = Ci.nsIAccessibleStates;
  const browsers = [...Services.wm.getEnumerator('navigator:browser')].flatMap(
    ({ gBrowser }) => gBrowser.browsers,
  );
  const browser = browsers.find(({ currentURI }) => currentURI.spec === url);
  const read = (node: Accessible, nodes: TreeNode[]): TreeNode[] => {
    const state: { value?: number } = {};
    node.getState(state, {});
    nodes.push({
      role: node.computedARIARole,
      name: node.name ?? '',
      description: node.description ?? '',
      ...(state.value! & STATE_INVALID ? { invalid: 'true' } : {}),
      ...(state.value! & STATE_REQUIRED ? { required: true } : {}),
    });
    for (let i = 0; i < node.childCount; i++) read(node.getChildAt(i), nodes);
    return nodes;
  };
  for (const end = Date.now() + 5000; Date.now() < end;) {
    const root = service.getAccessibleFor(browser);
    try {
      const nodes = root ? read(root, []) : [];
      if (nodes.some(({ name }) => name === mark)) return nodes;
    } catch {
      // It changed while it was read.
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('Firefox does not tell of what is in the page.');
}

interface BidiBrowser {
  connection: { send<T>(command: string, parameters: object): Promise<{ result: T }> };
}
interface Evaluated {
  result?: { value: string };
  exceptionDetails?: { text: string };
}

async function inFirefox(page: Page, mark: string): Promise<TreeNode[]> {
  const { connection } = page.browser() as unknown as BidiBrowser;
  const { result: tree } = await connection.send<{ contexts: { context: string }[] }>(
    'browsingContext.getTree',
    { 'moz:scope': 'chrome' },
  );
  const call = `(${String(readInFirefox)})(${JSON.stringify(page.url())}, ${JSON.stringify(mark)})`;
  const { result: answer } = await connection.send<Evaluated>('script.evaluate', {
    expression: `${call}.then(JSON.stringify)`,
    target: { context: tree.contexts[0]!.context },
    awaitPromise: true,
  });
  if (!answer.result) throw new Error(answer.exceptionDetails?.text);
  return JSON.parse(answer.result.value) as TreeNode[];
}

/** Runs in the page: everything that has or may have a role, shadow roots included. */
function elements(): Element[] {
  const inside = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches('[role], button, input') && element.checkVisibility() ? [element] : []),
      ...(element.shadowRoot ? inside(element.shadowRoot) : []),
    ]);
  return inside(document.body);
}

async function inWebKit(driver: WebKitDriver): Promise<TreeNode[]> {
  const nodes: TreeNode[] = [];
  for (const element of await driver.evaluate<object[], []>(elements as () => object[])) {
    const [id] = Object.values(element) as string[];
    nodes.push({
      role: await driver.call<string>('GET', `/element/${id}/computedrole`),
      name: await driver.call<string>('GET', `/element/${id}/computedlabel`),
    });
  }
  return nodes;
}

type Launcher = BrowserLauncher & { getPage(id: string): Page; driver(id: string): WebKitDriver };

export function accessibilityTreePlugin(): TestRunnerPlugin {
  return {
    name: 'accessibility-tree',
    async executeCommand({ command, payload, session }) {
      if (command !== 'accessibility-tree') return undefined;
      const browser = session.browser as Launcher;
      if (browser.name === 'WebKit') return inWebKit(browser.driver(session.id));
      const page = browser.getPage(session.id);
      return browser.name === 'Firefox' ? inFirefox(page, String(payload)) : inChromium(page);
    },
  };
}
