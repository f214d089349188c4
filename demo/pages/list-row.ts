/** One contact in the list. The row stays the same node however the list is sorted. */
import { avatar } from './avatar.ts';
import { asViewer, type Contact, viewerId } from './crm.ts';
import { el } from './dom.ts';

export interface Row {
  readonly node: HTMLElement;
  readonly name: string;
  /** Shows the contact as it is now. */
  update(contact: Contact): void;
  showOwner(owner: { name: string } | null | undefined): void;
  focus(): void;
}

const HUES: Readonly<Record<string, string>> = { customer: 'green', opportunity: 'amber', lead: 'blue' };

const DATE = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

export function createRow({ id, name }: Contact): Row {
  const address = `/contact.html?id=${encodeURIComponent(id)}`;
  const nameText = el('bdi');
  const link = el('a', { href: viewerId ? asViewer(viewerId, address) : address }, nameText);
  const email = el('span', { class: 'small muted' });
  const company = el('td', { role: 'cell', class: 'c-co' });
  const stage = el('span');
  const owner = el('bdi');
  const added = el('td', { role: 'cell', class: 'c-last muted num' });
  const followers = el('crm-followers', {
    view: 'stack',
    live: 'events',
    'record-type': 'contact',
    'record-id': id,
  });
  const node = el(
    'tr',
    { role: 'row', 'data-id': id },
    el(
      'th',
      { role: 'rowheader', scope: 'row', class: 'c-name' },
      el('div', {}, avatar({ id, name }), el('span', {}, link, email)),
    ),
    company,
    el('td', { role: 'cell', class: 'c-st' }, stage),
    el('td', { role: 'cell', class: 'c-own' }, el('span', { class: 'sr' }, 'Owner: '), owner),
    el('td', { role: 'cell', class: 'c-fol' }, followers),
    added,
  );
  const row = {
    node,
    name,
    update(contact: Contact) {
      row.name = contact.name;
      nameText.textContent = followers.recordName = contact.name;
      email.textContent = contact.email ?? '';
      company.textContent = contact.company ?? '';
      stage.textContent = contact.lifecycle ?? '';
      stage.className = contact.lifecycle ? `pill ${HUES[contact.lifecycle] ?? ''}` : '';
      added.textContent = contact.createdAt ? DATE.format(new Date(contact.createdAt)) : '';
      row.showOwner(contact.owner);
    },
    showOwner(person: { name: string } | null | undefined) {
      owner.textContent = person?.name ?? 'No owner';
      owner.className = person ? '' : 'muted';
    },
    focus: () => link.focus(),
  };
  return row;
}
