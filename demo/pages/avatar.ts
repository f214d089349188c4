/** Initials on one of ten hues, for people of the CRM. */
import { el } from './dom.ts';

export function initials(name: string): string {
  const letters = name
    .trim()
    .split(/\s+/u)
    .flatMap((word) => /\p{L}\p{M}*/u.exec(word)?.[0] ?? []);
  const [first = '', last = ''] = [letters[0], letters.length > 1 ? letters.at(-1) : ''];
  // Two letters are a habit of Latin, Greek and Cyrillic; elsewhere they would read as a word.
  return (
    /\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}/u.test(first) ? first + last : first
  ).toUpperCase();
}

/** By id, as the element does it, so that a person has one colour on the page and in the panel. */
export function hue(id: string): string {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return String((hash >>> 0) % 10);
}

export function avatar({ id, name }: { id: string; name: string }): HTMLElement {
  return el('span', { class: 'pav', 'data-h': hue(id), 'aria-hidden': 'true' }, initials(name));
}
