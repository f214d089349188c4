/** What stands in the record's place when it can't be shown. The element beside it speaks for itself. */
import { asViewer } from './crm.ts';
import { el } from './dom.ts';

const WORDS = {
  missing: ['This {thing} isn’t open to you', 'It was deleted, or nobody has given you access to it.'],
  lost: ['This {thing} is closed to you now', 'Its owner or an admin can add you again.'],
  'signed-out': ['You’re signed out', 'Choose somebody to see this page as.'],
  failed: ['This {thing} can’t be shown right now', 'Check the connection, then try again.'],
} as const;

export type NoticeName = keyof typeof WORDS;

/** Heading, sentence and a way out; `thing` is what the page calls what it shows. */
export function notice(
  why: NoticeName,
  retry: () => void,
  { thing = 'contact', heading = 'h1' }: { thing?: string; heading?: 'h1' | 'h3' } = {},
): HTMLElement[] {
  const [title, sentence] = WORDS[why];
  return [
    el(heading, {}, title.replace('{thing}', thing)),
    el('p', { class: 'muted' }, sentence),
    wayOut(why, retry),
  ];
}

function wayOut(why: NoticeName, retry: () => void): HTMLElement {
  if (why === 'signed-out')
    return el('a', { class: 'b pri', href: asViewer('owner') }, 'Sign in as Priya Mehta');
  if (why !== 'failed') return el('a', { class: 'b', href: '/' }, 'Back to start');
  const button = el('button', { class: 'b', type: 'button' }, 'Try again');
  button.addEventListener('click', retry);
  return button;
}
