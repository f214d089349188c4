/**
 * Names and avatars as hosts send them, made safe to show: no tricks with direction, no half letters,
 * no addresses that run code. A name is never put together, taken apart for people or upper-cased.
 */

/** Most names: there is nothing to make safe. */
const PLAIN = /^[!-~]+( [!-~]+)*$/;

/**
 * A name as it is shown: without marks that turn the text around it, on one line.
 * Joiners stay, many scripts need them. `''` where nothing would be visible; the caller says "Unnamed person".
 */
export function displayName(name: string): string {
  if (PLAIN.test(name)) return name;
  const shown = name
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  // U+2800 is the empty braille pattern.
  return /[^\p{DI}\p{Z}\p{Cf}\p{Cs}\u2800]/u.test(shown) ? shown : '';
}

/** Again most names, whose letters need no tables of Unicode, which take a page its first milliseconds. */
const LATIN = /^[A-Za-z\d]+([ -][A-Za-z\d]+)*$/;

let segmenter: Intl.Segmenter | undefined;

function firstGrapheme(text: string): string {
  // Segmenting is slow, and a plain letter before another is nearly always there.
  if (/^\w(?![^\0-\x7f])/.test(text)) return text[0]!;
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text)) return segment;
  return '';
}

/**
 * What stands in an avatar without a picture, as the host writes it: the first and the last word's
 * first letter in scripts that have capitals, one letter in all others, a picture where a name is
 * nothing else; `''` for an icon.
 */
export function initials(name: string): string {
  if (LATIN.test(name)) {
    const [first = '', ...others] = name.split(/[ -]/);
    return first[0]! + (others.at(-1)?.[0] ?? '');
  }
  const words = displayName(name).split(/[\s\p{Pd}]/u);
  const starting = (what: RegExp) =>
    words.flatMap((word) => {
      const at = word.search(what);
      return at < 0 ? [] : firstGrapheme(word.slice(at));
    });
  const letters = starting(/[\p{L}\p{N}]/u);
  const [first = starting(/[\p{RI}\p{ExtPict}]/u)[0] ?? ''] = letters;
  const last = letters.length > 1 ? letters.at(-1)! : '';
  const capitals = /^[\p{LC}\p{Nd}]/u;
  return capitals.test(first) && capitals.test(last) ? first + last : first;
}

/** A stable number from 0 to 9 for a person's colour. */
export function hue(id: string): number {
  let hash = 0;
  // FNV-1a, so that neighbouring ids get different colours.
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % 10;
}

/** Whether a picture may be fetched: `http:`, `https:`, a path below `base`'s origin, or a bitmap as `data:`. */
export function isAvatarUrl(url: string | undefined, base: string): url is string {
  try {
    return !!url && /^(https?:|data:image\/(png|jpeg|webp|gif)[;,])/i.test(new URL(url, base).href);
  } catch {
    return false;
  }
}
