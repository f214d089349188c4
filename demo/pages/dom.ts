/** Building and finding elements. Text only ever goes in as text nodes: names and notes are other people's input. */

type Child = Node | string | null | undefined | false;

/** An element with attributes and children; children that are nothing are left out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

/** The element of the page's own markup that a selector names; its absence is a mistake of ours. */
export function find<E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`This page has no ${selector}`);
  return found;
}

/** A name in its own direction, so that one written right to left doesn't move what stands beside it. */
export function name(text: string): HTMLElement {
  return el('bdi', {}, text);
}

/** Makes these the children, in this order, and moves none that is in its place: what is focused stays so. */
export function keep(parent: Element, children: readonly Element[]): void {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  for (const [i, child] of children.entries()) {
    if (parent.children[i] !== child) parent.insertBefore(child, parent.children[i] ?? null);
  }
}
