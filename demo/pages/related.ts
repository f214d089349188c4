/** What hangs on a contact: its history and its opportunities. */
import type { Activity, Opportunity } from './crm.ts';
import { el, find, name } from './dom.ts';
import { timeline } from './timeline.ts';

export function showHistory(items: readonly Activity[]): void {
  find('#history').replaceChildren(
    ...(items.length
      ? timeline(items)
      : [el('p', { class: 'none muted' }, 'Nothing has happened here yet.')]),
  );
}

const MONEY = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});

export function showOpportunities(items: readonly Opportunity[]): void {
  const card = find('#opportunities');
  card.hidden = !items.length;
  const open = items.filter(({ stage }) => stage !== 'won' && stage !== 'lost');
  find('header span', card).textContent = `${open.length} open`;
  find('ul', card).replaceChildren(
    ...items.map(({ name: title, value, stage }) =>
      el(
        'li',
        {},
        name(title),
        el('span', { class: 'num' }, typeof value === 'number' && MONEY.format(value)),
        stage && el('span', { class: 'pill blue' }, stage),
      ),
    ),
  );
}
