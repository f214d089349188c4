/**
 * For traps of a page's that see one stop in all of the element, which is what `tabindex="0"` on it makes of it. They
 * would end the round at whichever of our stops has the focus, and begin it anew at the text.
 */

/** What Tab comes to in a root, but for what the page has put into slots; behind a question nothing can be reached. */
function stopsOf(root: ParentNode): HTMLElement[] {
  const reachable = root.querySelector('dialog[open]') ?? root;
  return [...reachable.querySelectorAll<HTMLElement>('button, input, [tabindex]')].filter(
    (stop) => stop.tabIndex >= 0 && stop.checkVisibility(),
  );
}

/** Whether Tab leads to another stop within a root. What has the focus may be no stop itself. */
export function leadsOn(root: ParentNode, { target, shiftKey }: KeyboardEvent): boolean {
  const side = shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  return stopsOf(root).some((stop) => (target as Node).compareDocumentPosition(stop) & side);
}

/** Where the round begins within a root, while a listener of the page's leads Tab there. */
export function entrance(root: ParentNode): HTMLElement | undefined {
  // No other way to learn of a key that was pressed elsewhere on the page.
  const { event } = window;
  if (!(event instanceof KeyboardEvent) || event.type !== 'keydown' || event.key !== 'Tab') return undefined;
  return stopsOf(root).at(event.shiftKey ? -1 : 0);
}
