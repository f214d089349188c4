/**
 * Roles, names and text as assistive technology would find them in one shadow root: enough for tests to speak of
 * "the button Remove Lena Fischer". What the browser itself makes of it is tested with its accessibility tree.
 */

const ROLES: Record<string, string> = { BUTTON: 'button', LI: 'listitem', UL: 'list', DIALOG: 'dialog' };

export function roleOf(element: Element): string | undefined {
  const implied = element.matches('input[type=checkbox]') ? 'checkbox' : ROLES[element.tagName];
  return element.getAttribute('role') ?? implied;
}

/** Without the marks that isolate names from the sentence around them, on one line. */
export const clean = (text: string): string =>
  text
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

export function isHidden(element: Element): boolean {
  // What has no box of its own is where its parent is.
  const boxed = getComputedStyle(element).display === 'contents' ? element.parentElement : element;
  return !boxed?.checkVisibility({ visibilityProperty: true }) || !!element.closest('[aria-hidden=true]');
}

function rawText(node: Node, skip: string): string {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element) || node instanceof SVGElement) return '';
  if (node.getAttribute('aria-hidden') === 'true' || (skip && node.matches(skip))) return '';
  const { display } = getComputedStyle(node);
  if (display === 'none') return '';
  const assigned = node instanceof HTMLSlotElement ? node.assignedNodes({ flatten: true }) : [];
  const nodes = assigned.length ? assigned : [...node.childNodes];
  const text = nodes.map((child) => rawText(child, skip)).join('');
  return display === 'inline' || display === 'contents' ? text : ` ${text} `;
}

/** What is read of an element, pictures and what matches `skip` left out. */
export const textOf = (node: Node, skip = ''): string => clean(rawText(node, skip));

/** Text of the elements that an attribute names, all of which have to be in the same root. */
export function referred(element: Element, attribute: string): string {
  const ids = element.getAttribute(attribute)?.split(' ') ?? [];
  const root = element.getRootNode() as ShadowRoot;
  return clean(
    ids
      .map((id) => {
        const target = root.getElementById(id);
        if (!target) throw new Error(`${attribute} names "${id}", which is not there`);
        return textOf(target);
      })
      .join(' '),
  );
}

export function nameOf(element: Element): string {
  return referred(element, 'aria-labelledby') || clean(element.getAttribute('aria-label') ?? textOf(element));
}

export const descriptionOf = (element: Element): string => referred(element, 'aria-describedby');

/** Everything in a root with a role that is there for somebody. */
export function byRole(root: ShadowRoot, role: string, name?: string | RegExp): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].filter((element) => {
    if (roleOf(element) !== role || isHidden(element)) return false;
    if (name === undefined) return true;
    const its = nameOf(element);
    return typeof name === 'string' ? its === name : name.test(its);
  });
}
