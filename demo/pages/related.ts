/** What hangs on a contact: its history and its opportunities. */
import { type Activity, asViewer, type Opportunity, viewerId } from './crm.ts';
import { el, find, name } from './dom.ts';
import { isOpen, money } from './opportunity.ts';
import { timeline } from './timeline.ts';

export function showHistory(items: readonly Activity[]): void {
  find('#history').replaceChildren(
    ...(items.length
      ? timeline(items)
      : [el('p', { class: 'none muted' }, 'Nothing has happened here yet.')]),
  );
}

export function showOpportunities(items: readonly Opportunity[]): void {
  const card = find('#opportunities');
  card.hidden = !items.length;
  const open = items.filter(({ stage }) => isOpen(stage));
  find('header span', card).textContent = `${open.length} open`;
  find('ul', card).replaceChildren(
    ...items.map(({ id, name: title, value, stage }) =>
      el(
        'li',
        {},
        el('a', { href: linkTo(id) }, name(title)),
        el('span', { class: 'num' }, money(value)),
        stage && el('span', { class: 'pill blue' }, stage),
      ),
    ),
  );
}

function linkTo(id: string): string {
  const url = `/opportunities.html?id=${encodeURIComponent(id)}`;
  return viewerId ? asViewer(viewerId, url) : url;
}
