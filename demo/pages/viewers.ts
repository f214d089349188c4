/** "View as": who of the demo's people the page is shown to, and the way to somebody else. */
import { avatar } from './avatar.ts';
import { asViewer, crm, type List, viewerId } from './crm.ts';
import { el, find, name } from './dom.ts';

interface Viewer {
  id: string;
  name: string;
}

/** Whom the menu offers, in this order, and what there is to see as each of them. */
const LINES: Readonly<Record<string, string>> = {
  owner: 'Owns Maria',
  follower: 'Follows Maria, may edit',
  colleague: 'Sees and edits everything',
  reader: 'May only look, follows Maria',
  rita: 'Only assigned data, follows Maria',
  rob: 'Only assigned data, no access to Maria',
  admin: 'Administrator, may do everything',
};

/** Fills the menu, shows who is signed in, and keeps links on the page to the same person. */
export async function showViewers(): Promise<void> {
  if (viewerId) {
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/"]:not([href*="as="])')) {
      link.href = asViewer(viewerId, link.href);
    }
  }
  // Who is offered is told to everybody, since the menu is needed most when nobody is signed in.
  const [people, me] = await Promise.all([
    crm<List<Viewer>>('/people').catch(() => ({ items: [] })),
    crm<Viewer>('/me').catch(() => undefined),
  ]);
  show(
    Object.keys(LINES).flatMap((id) => people.items.find((person) => person.id === id) ?? []),
    me,
  );
}

function show(people: readonly Viewer[], me: Viewer | undefined): void {
  const line = me && LINES[me.id];
  find('.me').replaceChildren(
    avatar(me ?? { id: '', name: '' }),
    el(
      'span',
      {},
      el('span', { class: 'sr' }, 'View as: '),
      el('b', {}, me ? name(me.name) : 'Nobody'),
      line ? el('i', {}, line) : null,
    ),
  );
  find('.viewers ul').replaceChildren(
    ...people.map((person) =>
      el(
        'li',
        {},
        el(
          'a',
          { href: asViewer(person.id), ...(person.id === me?.id && { 'aria-current': 'true' }) },
          avatar(person),
          el(
            'span',
            {},
            el('b', {}, name(person.name)),
            el('span', { class: 'small muted' }, LINES[person.id] ?? ''),
          ),
        ),
      ),
    ),
  );
}
