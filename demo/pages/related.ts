/** What hangs on a contact: its history and its opportunities. Without an answer their cards stay away. */
import { type Activity, crm, type Opportunity } from './crm.ts';
import { el, find, name } from './dom.ts';
import { timeline } from './timeline.ts';

/** An answer with a list in it, however the route wraps it. */
type List<T> = { items: T[] };

export async function showHistory(path: string): Promise<void> {
  const { items } = await crm<List<Activity>>(`${path}/activity`);
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

export async function showOpportunities(contactId: string): Promise<void> {
  const { items } = await crm<List<Opportunity>>(`/opportunities?contact=${encodeURIComponent(contactId)}`);
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
