/**
 * The contact page: what a CRM does around the element. It loads the record, follows the element's events, and
 * takes the record off the screen when the viewer loses sight of it. The element keeps its place throughout and
 * says in its own words what became of owner and followers.
 */
import 'crm-followers';
import { hue, initials } from './avatar.ts';
import {
  type Activity,
  type Changed,
  type Contact,
  crm,
  getToken,
  type List,
  type Opportunity,
  Refusal,
} from './crm.ts';
import { el, find } from './dom.ts';
import { showFacts } from './facts.ts';
import { icon } from './icons.ts';
import { type NoticeName, notice } from './notice.ts';
import { showHistory, showOpportunities } from './related.ts';
import { showTags, type TagChange } from './tags.ts';
import { showViewers } from './viewers.ts';

const main = find('main');
const panel = find<HTMLElementTagNameMap['crm-followers']>('crm-followers');
const id = new URLSearchParams(location.search).get('id') || 'c1';
const path = `/contacts/${encodeURIComponent(id)}`;

/** Counts loads: what belongs to an earlier one is no longer drawn. */
let loads = 0;

async function load(): Promise<void> {
  const current = ++loads;
  try {
    const contact = await crm<Contact>(path);
    if (current !== loads) return;
    show(contact);
    const [history, opportunities] = await Promise.all([
      crm<List<Activity>>(`${path}/activity`),
      crm<List<Opportunity>>(`/opportunities?contact=${encodeURIComponent(id)}`),
    ]);
    if (current !== loads) return;
    showHistory(history.items);
    showOpportunities(opportunities.items);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const why = reasonOf(error);
    // What is on the screen stays when only a second look at it failed.
    if (current === loads && !(why === 'failed' && main.dataset['state'] === 'ready')) lose(why);
  }
}

function reasonOf({ status }: Refusal): NoticeName {
  if (status === 401) return 'signed-out';
  return status === 404 ? 'missing' : 'failed';
}

function show(contact: Contact): void {
  document.title = `${contact.name} · Harbor`;
  panel.recordName = contact.name;
  for (const place of document.querySelectorAll<HTMLElement>('bdi[data-field]')) {
    place.textContent = headline(contact, place.dataset['field']);
  }
  const portrait = find('.hero .pav');
  portrait.textContent = initials(contact.name);
  portrait.dataset['h'] = hue(contact.id);
  find('.acts').replaceChildren(...contactBy(contact));
  showFacts(find('.facts dl'), contact, patch);
  showTags(find('[data-tags]'), contact.tags ?? [], !!contact.canEdit, patchTags);
  reveal('ready');
}

async function patch(change: object): Promise<Contact> {
  const init = { method: 'PATCH', body: JSON.stringify(change) };
  const contact = await crm<Changed<Contact> | null>(path, init);
  // A workflow may have cost the viewer the sight of it.
  if (!contact || main.dataset['state'] !== 'ready') throw new Refusal(404, 'The contact is closed by now.');
  // Workflows tell nobody whom they have added: the panel asks, and says so.
  if (contact.rules) void panel.refresh();
  return contact;
}

async function patchTags(tags: TagChange): Promise<readonly string[]> {
  try {
    return (await patch({ tags })).tags ?? [];
  } catch (error) {
    const field = error instanceof Refusal ? error.fields[0] : undefined;
    throw field ? new Error(field.detail, { cause: error }) : error;
  } finally {
    void load();
  }
}

function headline({ name, jobTitle, company }: Contact, field: string | undefined): string {
  return field === 'name' ? name : [jobTitle, company].filter(Boolean).join(' at ');
}

function contactBy({ phone, email }: Contact): HTMLElement[] {
  const ways: HTMLElement[] = [];
  if (phone)
    ways.push(el('a', { class: 'b', href: `tel:${phone.replaceAll(/[^+\d]/g, '')}` }, icon('phone'), 'Call'));
  if (email) ways.push(el('a', { class: 'b', href: `mailto:${encodeURI(email)}` }, icon('mail'), 'Email'));
  return ways;
}

/** Takes every trace of the record off the page, and says why. */
function lose(why: NoticeName): void {
  loads++;
  document.title = 'Contact · Harbor';
  panel.recordName = undefined;
  find('.notice').replaceChildren(...notice(why, () => void load()));
  // Who was working in what is going away goes on from the top of the page's own part.
  if (document.activeElement?.closest('[data-record]')) main.focus();
  reveal(why);
  find('#opportunities').hidden = true;
  for (const place of document.querySelectorAll(
    '[data-field], [data-tags], .acts, #history, #opportunities ul',
  )) {
    place.replaceChildren();
  }
}

function reveal(state: 'ready' | NoticeName): void {
  const ready = state === 'ready';
  main.dataset['state'] = state;
  main.removeAttribute('aria-busy');
  find('.notice').hidden = ready;
  for (const part of document.querySelectorAll<HTMLElement>('[data-record]')) part.hidden = !ready;
}

panel.addEventListener('crm-followers-access-change', ({ detail }) => {
  if (detail.access === 'none') lose('lost');
  else void load();
});

// Who follows decides what the viewer may edit, and the history tells of it.
for (const type of ['crm-followers-change', 'crm-followers-owner-change']) {
  document.addEventListener(type, () => {
    // A viewer who left is told so already; the record would only be refused.
    if (main.dataset['state'] !== 'lost') void load();
  });
}

// The cookie would do, but then two windows could not be two people.
if (getToken) panel.getToken = getToken;
// The element asks for itself from here on, beside the page's own requests.
panel.recordId = id;
void showViewers();
void load();
