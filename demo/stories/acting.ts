/**
 * What a story's `play` does as its user: finds things by role and name in the element's shadow root, clicks, types,
 * presses keys. The events are made by script, so a play shows a state; it proves nothing about real keys.
 */

const PATIENCE_MS = 5000;

const ROLES: Readonly<Record<string, string>> = {
  button: 'button, [role=button]',
  combobox: '[role=combobox]',
  option: '[role=option]',
  checkbox: 'input[type=checkbox]',
  alertdialog: '[role=alertdialog]',
  alert: '[role=alert]',
  status: '[part~=status]',
};

/** Marks that keep names of either direction apart. */
const clean = (text: string) =>
  text
    .replaceAll(/[\u2066-\u2069]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Text without what is decoration. */
function textOf(node: Node): string {
  if (node instanceof Element && node.matches('[aria-hidden=true]')) return '';
  return node instanceof Text ? node.data : [...node.childNodes].map(textOf).join('');
}

function nameOf(element: Element): string {
  const root = element.getRootNode() as ShadowRoot | Document;
  const labels = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
  const labelled = labels.map((id) => root.getElementById(id)).map((label) => (label ? textOf(label) : ''));
  return clean(element.getAttribute('aria-label') || labelled.join(' ') || textOf(element));
}

function search(place: ParentNode, role: string, name: string | RegExp): HTMLElement | undefined {
  for (const found of place.querySelectorAll<HTMLElement>(ROLES[role] ?? role)) {
    const its = nameOf(found);
    if ((typeof name === 'string' ? its.startsWith(name) : name.test(its)) && found.checkVisibility())
      return found;
  }
  return undefined;
}

/** Asks before each frame until there is an answer; throws after five seconds. */
export async function until<T>(what: string, ask: () => T | undefined | null | false): Promise<T> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    const answer = ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  throw new Error(`There is no ${what}.`);
}

/** The thing with this role whose name begins so, in the element or, where `host` has no shadow root, in the page. */
export function find(host: HTMLElement, role: string, name: string | RegExp = ''): Promise<HTMLElement> {
  return until(`${role} ${name}`, () => search(host.shadowRoot ?? host, role, name));
}

export async function click(host: HTMLElement, role: string, name: string | RegExp): Promise<void> {
  const target = await find(host, role, name);
  const pointer = { bubbles: true, composed: true, cancelable: true, button: 0 };
  target.dispatchEvent(new PointerEvent('pointerdown', { ...pointer, isPrimary: true }));
  if (target.dispatchEvent(new MouseEvent('mousedown', pointer))) target.focus();
  target.dispatchEvent(new PointerEvent('pointerup', { ...pointer, isPrimary: true }));
  target.click();
}

/** One key after another, on what has the focus in the element. */
export function press(host: HTMLElement, ...keys: string[]): void {
  for (const key of keys) {
    const target = host.shadowRoot?.activeElement ?? host;
    const init = { key, bubbles: true, composed: true, cancelable: true };
    target.dispatchEvent(new KeyboardEvent('keydown', init));
    target.dispatchEvent(new KeyboardEvent('keyup', init));
  }
}

/** Puts a text into the combobox with this name and opens its list. */
export async function type(host: HTMLElement, name: string, text: string): Promise<void> {
  const input = (await find(host, 'combobox', name)) as HTMLInputElement;
  input.focus();
  input.value = text;
  const init = { data: text, inputType: 'insertText', bubbles: true, composed: true };
  input.dispatchEvent(new InputEvent('input', init));
}

/** Opens the list of a combobox, with the first option active. */
export async function open(host: HTMLElement, name = 'Add followers'): Promise<void> {
  (await find(host, 'combobox', name)).focus();
  press(host, 'ArrowDown');
  await find(host, 'option');
  await until('active option', () => host.shadowRoot?.activeElement?.getAttribute('aria-activedescendant'));
}

/** Seeks somebody and picks them with Enter. */
export async function pick(host: HTMLElement, text: string, name = 'Add followers'): Promise<void> {
  await type(host, name, text);
  await find(host, 'option', new RegExp(text, 'i'));
  press(host, 'ArrowDown');
  await until('active option', () => host.shadowRoot?.activeElement?.getAttribute('aria-activedescendant'));
  press(host, 'Enter');
}
