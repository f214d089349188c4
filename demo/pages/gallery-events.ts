/** What the element told the page, newest first. */
import { el, find } from './dom.ts';

/** More than that nobody reads. */
const MOST = 100;

let count = 0;

export function logEvent(name: string, detail: string): void {
  const time = new Date().toLocaleTimeString('en-GB');
  const title = [el('code', {}, name), el('time', { class: 'small muted num' }, time)];
  const entry = detail
    ? el('details', {}, el('summary', {}, ...title), el('pre', {}, el('code', {}, detail)))
    : el('p', {}, ...title);
  const list = find('#events');
  list.querySelector('.none')?.remove();
  list.prepend(el('li', {}, entry));
  if (list.children.length > MOST) list.lastElementChild?.remove();
  tell(count + 1);
}

export function clearEvents(): void {
  find('#events').replaceChildren(
    el('li', { class: 'none muted' }, 'Nothing yet. What the element tells the page is listed here.'),
  );
  tell(0);
}

function tell(next: number): void {
  count = next;
  find('#events-count').textContent = count === 0 ? '' : count === 1 ? '1 event' : `${count} events`;
}
