/** Initials on one of ten hues, the same for the same person on every page. */
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

export function hue(seed: string): string {
  let hash = 0;
  for (const character of seed) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return String(hash % 10);
}

/** `look` adds classes: `big` for a page's head, `sq` for companies. */
export function avatar(name: string, look = ''): HTMLElement {
  return el('span', { class: `pav ${look}`, 'data-h': hue(name), 'aria-hidden': 'true' }, initials(name));
}
