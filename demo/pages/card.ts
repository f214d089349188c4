/** One opportunity on the board. The card stays the same node for as long as it is on the page. */
import { addressOf } from './address.ts';
import { getToken, type Opportunity } from './crm.ts';
import { el, find } from './dom.ts';
import { icon } from './icons.ts';
import { money } from './opportunity.ts';

export interface Card {
  readonly node: HTMLElement;
  /** Shows the opportunity as it is now. */
  update(opportunity: Opportunity): void;
}

/** Who may edit it gets a button for the menu of stages, and can drag the card. */
export function createCard({ id, canEdit = false }: Opportunity): Card {
  const title = el('bdi');
  const link = el('a', { href: addressOf({ id }), 'data-open': id, draggable: 'false' }, title);
  const contactLine = el('bdi');
  const tagLine = el('p', { class: 'small muted' });
  const value = el('span', { class: 'num' });
  const moveButton =
    canEdit &&
    el(
      'button',
      { type: 'button', class: 'b bare move', popovertarget: 'stages', 'aria-haspopup': 'menu' },
      icon('columns'),
    );
  const foot = el('div', { class: 'card-foot' }, value);
  const node = el(
    'li',
    { class: 'opp', 'data-id': id },
    el('h3', {}, link),
    moveButton,
    el('p', { class: 'small muted' }, contactLine),
    tagLine,
    foot,
  );
  // What is dragged inside the followers' panel is not the card.
  node.addEventListener('pointerdown', ({ target }) => {
    node.draggable = canEdit && !(target as Element).closest('crm-followers');
  });
  return {
    node,
    update(opportunity) {
      title.textContent = opportunity.name;
      contactLine.textContent = opportunity.contact?.name ?? '\u00a0';
      const { tags = [] } = opportunity;
      tagLine.textContent = tags.map((tag) => `#${tag}`).join(' ');
      tagLine.hidden = !tags.length;
      value.textContent = money(opportunity.value);
      if (moveButton) moveButton.setAttribute('aria-label', `Move ${opportunity.name}`);
      const people = foot.querySelector('crm-followers');
      if (people) people.recordName = opportunity.name;
    },
  };
}

/** Followers are asked for when their card comes into view: a board of hundreds begins with a few requests. */
const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      inView.unobserve(target);
      const people = document.createElement('crm-followers');
      people.setAttribute('view', 'stack');
      people.setAttribute('endpoint', '/api');
      people.setAttribute('live', 'events');
      people.setAttribute('record-type', 'opportunity');
      people.setAttribute('record-id', (target as HTMLElement).dataset['id']!);
      people.recordName = find('h3', target).textContent;
      if (getToken) people.getToken = getToken;
      find('.card-foot', target).append(people);
    }
  },
  { rootMargin: '120px' },
);

export function watch(card: Card): void {
  if (!card.node.querySelector('crm-followers')) inView.observe(card.node);
}

export function unwatch(card: Card): void {
  inView.unobserve(card.node);
}
