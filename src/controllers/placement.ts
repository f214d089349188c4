/**
 * Keeps what floats beside its anchor and in the window. The style sheet says where that is; but WebKit reckons from
 * the whole page instead of the window. On a page that is scrolled, a list would turn upwards and end beyond the top,
 * and a list within something that floats would lie as far away as the page is scrolled.
 */

/** What is placed by hand, and that for as long as it is open. */
const byHand = new WeakSet<Element>();

/** More than any gap between the two. */
const APART = 20;

const MOVES = ['scroll', 'resize'];

function isRight(popup: Element, anchor: Element): boolean {
  const { top, bottom } = popup.getBoundingClientRect();
  const its = anchor.getBoundingClientRect();
  const gap = Math.min(Math.abs(top - its.bottom), Math.abs(its.top - bottom));
  return top >= 0 && bottom <= innerHeight && gap < APART;
}

function place(popup: HTMLElement, anchor: Element): void {
  const { top, bottom, left, right } = anchor.getBoundingClientRect();
  const below = innerHeight - bottom;
  const put = (edge: string, from: number, room: number): DOMRect => {
    popup.style.cssText = `position-area:none;position-try-fallbacks:none;margin:0;--room:${room}px;${edge}:calc(${from}px + .25em)`;
    return popup.getBoundingClientRect();
  };
  const { width, bottom: end } = put('top', bottom, below);
  if (end > innerHeight && top > below) put('bottom', innerHeight - top, top);
  const start = getComputedStyle(popup).direction === 'rtl' ? right - width : left;
  popup.style.left = `${Math.max(0, Math.min(start, innerWidth - width))}px`;
}

/** To be called when a popup has been drawn; `anchor` is what it is tied to. */
export function keepInSight(popup: HTMLElement, anchor: Element | null): void {
  if (!anchor) return;
  if (byHand.has(popup)) return place(popup, anchor);
  if (isRight(popup, anchor)) return;
  byHand.add(popup);
  place(popup, anchor);
  const follow = (): void => {
    if (popup.matches(':popover-open')) return place(popup, anchor);
    byHand.delete(popup);
    popup.style.cssText = '';
    for (const type of MOVES) removeEventListener(type, follow, true);
  };
  for (const type of MOVES) addEventListener(type, follow, true);
}
