/**
 * The list of contacts: sorted by the server and shown a hundred at a time. Followers are the elements' own affair:
 * they ask for what is in view by themselves, and hear of what others change.
 */
import 'crm-followers';
import { type Contact, crm, getToken, type List, Refusal } from './crm.ts';
import { find, keep } from './dom.ts';
import { createRow, type Row } from './list-row.ts';
import { notice } from './notice.ts';
import { say } from './status-line.ts';
import { showViewers } from './viewers.ts';

const SORTS = ['name', 'company', 'lifecycle', 'createdAt'] as const;
type Sort = (typeof SORTS)[number];

interface Order {
  readonly sort: Sort;
  readonly descending: boolean;
}

const main = find('main');
const body = find('tbody');
const rows = new Map<string, Row>();
/** Ids in the order of the server. */
let shown: string[] = [];
let nextCursor: string | null | undefined;
let order = readOrder();
/** Another order makes the answers of the last one worthless. */
let asking = new AbortController();

function readOrder(): Order {
  const query = new URLSearchParams(location.search);
  const sort = SORTS.find((each) => each === query.get('sort')) ?? 'name';
  return { sort, descending: query.get('order') === 'desc' };
}

function writeOrder({ sort, descending }: Order): void {
  const url = new URL(location.href);
  url.searchParams.set('sort', sort);
  url.searchParams.set('order', descending ? 'desc' : 'asc');
  history.pushState(null, '', url);
}

/** The first hundred in the order that is wanted. Rows that are there already stay until then. */
async function load(): Promise<void> {
  asking.abort();
  asking = new AbortController();
  drawOrder();
  main.ariaBusy = 'true';
  await ask(asking.signal, true);
}

/** One more page; true when there is another one. */
async function ask(signal: AbortSignal, fresh = false): Promise<boolean> {
  const query = new URLSearchParams({
    limit: '100',
    sort: order.sort,
    order: order.descending ? 'desc' : 'asc',
  });
  if (!fresh && nextCursor) query.set('cursor', nextCursor);
  try {
    const page = await crm<List<Contact>>(`/contacts?${query}`, { signal });
    if (signal.aborted) return false;
    if (fresh) shown = [];
    nextCursor = page.nextCursor;
    for (const contact of page.items) put(contact);
    draw();
    reveal('ready');
    return !!nextCursor;
  } catch (error) {
    if (signal.aborted) return false;
    if (!(error instanceof Refusal)) throw error;
    trouble(error, fresh);
    return false;
  }
}

function put(contact: Contact): void {
  const row = rows.get(contact.id) ?? createRow(contact);
  rows.set(contact.id, row);
  row.update(contact);
  // One that was changed meanwhile may come once more, in its new place.
  shown = [...shown.filter((id) => id !== contact.id), contact.id];
}

function draw(): void {
  keep(
    body,
    shown.map((id) => rows.get(id)!.node),
  );
  find('[data-summary]').textContent = nextCursor
    ? `The first ${shown.length}, by ${WORDS[order.sort]}`
    : `All ${shown.length}, by ${WORDS[order.sort]}`;
  find('[data-more]').hidden = !nextCursor;
  find('[data-none]').hidden = shown.length > 0;
}

const WORDS: Record<Sort, string> = {
  name: 'name',
  company: 'company',
  lifecycle: 'stage',
  createdAt: 'date added',
};

function drawOrder(): void {
  for (const head of document.querySelectorAll<HTMLElement>('th[data-sort]')) {
    const sorted = head.dataset['sort'] === order.sort;
    head.ariaSort = sorted ? (order.descending ? 'descending' : 'ascending') : null;
  }
}

function reveal(state: 'ready' | 'signed-out' | 'failed'): void {
  main.dataset['state'] = state;
  main.ariaBusy = null;
  find('.notice').hidden = state === 'ready';
  find('[data-list]').hidden = state !== 'ready';
}

function trouble({ status, message }: Refusal, fresh: boolean): void {
  main.ariaBusy = null;
  if (!fresh)
    return say(`There are more, but they can’t be shown right now. ${message}`, undefined, 'trouble');
  const why = status === 401 ? 'signed-out' : 'failed';
  find('.notice').replaceChildren(...notice(why, () => void load(), { thing: 'list' }));
  reveal(why);
}

/** Adds a page, or all that are left; the first of the new rows gets the focus, for the button may be gone. */
async function more(all: boolean): Promise<void> {
  const { signal } = asking;
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-more] button');
  for (const button of buttons) button.disabled = true;
  const from = shown.length;
  main.ariaBusy = 'true';
  try {
    let left = await ask(signal);
    if (shown.length > from && !signal.aborted) rows.get(shown[from]!)!.focus();
    while (all && left) left = await ask(signal);
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

find('thead').addEventListener('click', ({ target }) => {
  const sort = (target as Element).closest<HTMLElement>('th[data-sort]')?.dataset['sort'] as Sort | undefined;
  if (!sort) return;
  // Dates begin with the newest, as texts begin with A.
  const first = sort === 'createdAt';
  order = { sort, descending: order.sort === sort ? !order.descending : first };
  writeOrder(order);
  void load();
});
find('[data-next]').addEventListener('click', () => void more(false));
find('[data-all]').addEventListener('click', () => void more(true));
addEventListener('popstate', () => {
  order = readOrder();
  void load();
});

// The owner's name in its column is this page's own.
body.addEventListener('crm-followers-owner-change', ({ detail }) => {
  rows.get(detail.record.id)?.showOwner(detail.owner);
});
body.addEventListener('crm-followers-access-change', ({ detail }) => {
  const { id } = detail.record;
  const row = rows.get(id);
  if (detail.access !== 'none' || !row) return;
  const focused = row.node.contains(document.activeElement);
  shown = shown.filter((each) => each !== id);
  rows.delete(id);
  draw();
  say(`You no longer have access to “${row.name}”.`);
  if (focused) main.focus();
});

if (getToken)
  find<HTMLElementTagNameMap['crm-followers-provider']>('crm-followers-provider').getToken = getToken;
void showViewers();
void load();
