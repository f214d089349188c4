/**
 * "View as": who of the demo's fixed people the page is shown to, and the way to somebody else.
 * The people stand here and are not asked for, since the menu is needed most when nobody is signed in.
 */
import { avatar } from './avatar.ts';
import { asViewer, crm, viewerId } from './crm.ts';
import { el, find, name } from './dom.ts';

interface Viewer {
  id: string;
  name: string;
}

const VIEWERS: readonly (Viewer & { line: string })[] = [
  { id: 'owner', name: 'Priya Mehta', line: 'Owns Maria' },
  { id: 'follower', name: 'Lena Fischer', line: 'Follows Maria, may edit' },
  { id: 'colleague', name: 'Tom Becker', line: 'Sees and edits everything' },
  { id: 'reader', name: 'Ines Moreau', line: 'May only look, follows Maria' },
  { id: 'rita', name: 'Rita Sørby', line: 'Only assigned data, follows Maria' },
  { id: 'rob', name: 'Rob Keller', line: 'Only assigned data, no access to Maria' },
  { id: 'admin', name: 'Ada Whitlock', line: 'Administrator, may do everything' },
];

/** Fills the menu, shows who is signed in, and keeps links on the page to the same person. */
export async function showViewers(): Promise<void> {
  show(VIEWERS.find(({ id }) => id === viewerId));
  if (viewerId) {
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="/"]:not([href*="as="])')) {
      link.href = asViewer(viewerId, link.href);
    }
  }
  // Nobody is signed in, or nobody answers: the page itself says so.
  const me = await crm<Viewer>('/me').catch(() => undefined);
  if (me) show(me);
}

function show(viewer: Viewer | undefined): void {
  const known = VIEWERS.find(({ id }) => id === viewer?.id);
  find('.me').replaceChildren(
    avatar(viewer?.name ?? '?'),
    el(
      'span',
      {},
      el('span', { class: 'sr' }, 'View as: '),
      el('b', {}, viewer ? name(viewer.name) : 'Nobody'),
      known && el('i', {}, known.line),
    ),
  );
  find('.viewers ul').replaceChildren(
    ...VIEWERS.map(({ id, name: full, line }) =>
      el(
        'li',
        {},
        el(
          'a',
          { href: asViewer(id), ...(id === viewer?.id && { 'aria-current': 'true' }) },
          avatar(full),
          el('span', {}, el('b', {}, full), el('span', { class: 'small muted' }, line)),
        ),
      ),
    ),
  );
}
