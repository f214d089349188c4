/**
 * The opportunity form on another host: a page of Bootstrap, with Bootstrap's own modal. It shows the newest
 * opportunities; everything that the form does is the same as on the board.
 */
import 'crm-followers';
import { openModal } from './bootstrap-dialog.ts';
import { Contacts } from './contacts.ts';
import { asViewer, crm, type List, type Me, type Opportunity, Refusal, viewerId } from './crm.ts';
import { el, find } from './dom.ts';
import { money } from './opportunity.ts';
import type { EditorHost } from './opportunity-editor.ts';
import { whyNot } from './refusals.ts';

const all = new Map<string, Opportunity>();
const contacts = new Contacts(find<HTMLDataListElement>('#contacts'));
let me: Me;

const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => (document.documentElement.dataset['bsTheme'] = dark.matches ? 'dark' : 'light');
dark.addEventListener('change', paint);
paint();

async function load(): Promise<void> {
  try {
    me = await crm<Me>('/me');
    const { items } = await crm<List<Opportunity>>('/opportunities?limit=12');
    for (const opportunity of items) all.set(opportunity.id, opportunity);
    find('[data-add]').hidden = me.canEdit === false;
    draw();
    if (!items.length)
      sorry('No opportunities yet. Here are those that you own or follow, and those you add.');
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) {
      const link = el('a', { class: 'alert-link', href: asViewer('owner') }, 'Sign in as Priya Mehta');
      return sorry('You’re signed out. ', link);
    }
    sorry(whyNot(error));
  }
}

function sorry(...content: (Node | string)[]): void {
  find('[data-sorry]').replaceChildren(...content);
  find('[data-sorry]').hidden = false;
}

function draw(): void {
  find('.list-group').replaceChildren(...[...all.values()].map(row));
}

function row({ id, name, stage, value, canEdit }: Opportunity): HTMLElement {
  const edit = el(
    'button',
    {
      type: 'button',
      class: 'btn btn-sm btn-secondary',
      'aria-label': `${canEdit ? 'Edit' : 'Open'} ${name}`,
    },
    canEdit ? 'Edit' : 'Open',
  );
  edit.dataset['id'] = id;
  edit.addEventListener('click', () => open(edit, id));
  return el(
    'li',
    { class: 'list-group-item d-flex flex-wrap gap-2 align-items-center' },
    el('bdi', { class: 'flex-grow-1' }, name),
    el('span', { class: 'badge text-bg-secondary text-capitalize' }, stage),
    el('span', { class: 'text-body-secondary' }, money(value)),
    edit,
  );
}

function open(opener: HTMLElement, id?: string): void {
  const host: EditorHost = {
    me,
    contacts,
    known: (known) => all.get(known),
    saved(opportunity) {
      const { id: saved } = opportunity;
      const known = all.get(saved);
      // What is new comes first, what was there stays in its place.
      const order = known ? [...all] : [[saved, opportunity] as const, ...all];
      all.clear();
      for (const [other, each] of order) all.set(other, other === saved ? { ...each, ...opportunity } : each);
      draw();
    },
    created() {},
    lost(lost) {
      all.delete(lost);
      draw();
    },
    done: (sentence) => say(sentence),
    trouble: (sentence, review) => say(sentence, review),
  };
  openModal(id ? { id } : {}, host, opener);
}

function say(sentence: string, review?: () => void): void {
  find('.toast-line [role=status]').textContent = sentence;
  const button = el('button', { type: 'button', class: 'btn btn-sm btn-outline-danger' }, 'Review');
  button.addEventListener('click', () => {
    button.remove();
    review?.();
  });
  find('.toast-acts').replaceChildren(...(review ? [button] : []));
}

find('[data-add]').addEventListener('click', () => open(find('[data-add]')));
if (viewerId) {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')) {
    link.href = asViewer(viewerId, link.href);
  }
}
void load();
