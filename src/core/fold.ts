/**
 * How a text is folded so that people are found the way they are typed: `jose` finds José, `muenchen`
 * and `munchen` find München, `al` finds Ada Lovelace.
 *
 * Shared by client and server, so that both find the same people in every browser: no collator and
 * nothing that depends on a language. Folds and matches only; who is searched, and in which order
 * people are shown, is decided elsewhere.
 */

/** Letters that Unicode does not take apart, and forms of one letter that people type as another. */
const LETTERS: Record<string, string> = Object.fromEntries(
  'łl øo đd ðd æae œoe ßss þth ıi ςσ ٱا ىي یي کك ةه'.split(' ').map((pair) => [pair[0], pair.slice(1)]),
);

/** The other way to write a vowel: ä as ae, å as aa, ø as oe. */
const DIGRAPHS: [RegExp, string][] = [
  [/(?<=[aou])\u0308|(?<=ø)/g, 'e'],
  [/a\u030a/g, 'aa'],
];

/** Whether there is such a vowel, in a text that is taken apart: few names have one, and only they are folded twice. */
const HAS_DIGRAPHS = /[aou]\u0308|ø|a\u030a/i;

/** The same the other way round, for names that are written so: who types müller finds Mueller. */
const contracted = (token: string) => token.replace(/([aou])e|(a)a/g, '$1$2');
const CONTRACTS = /[aou]e|aa/;

/** Scripts written without spaces, where a hit may begin at any letter (after NFKD Hangul is jamo). */
const SPACELESS = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u1100-\u11ff]`;
const STARTS = new RegExp(String.raw`(?<![^ '-])[^ '-]|${SPACELESS}`, 'gu');
const SPACELESS_GAP = new RegExp(`(?<=${SPACELESS}) (?=${SPACELESS})`, 'gu');

const NOT_ASCII = /[^\0-\x7f]/;

/** Most names: letters without marks, and nothing that is inside of a word and no letter, as `'` and `-` may be. */
const PLAIN = /^[\0-&(-,./-_a-\x7f]{0,256}$/;

/** What a name may hold at most to be found by; bounds the index of a hostile name. */
const MAX_LENGTH = 256;

/**
 * Folds a text into words separated by spaces. Inside a word `'` stands where an apostrophe was and
 * `-` where a hyphen was; nothing else but letters, marks, digits and pictures is left.
 * Folding all of a text, or cluster by cluster, comes to the same.
 */
function fold(text: string, digraphs: boolean): string {
  let folded = text.toLowerCase();
  if (NOT_ASCII.test(folded)) {
    // Before NFKD, which would make a space of an acute accent that stands for an apostrophe.
    folded = folded.replace(/´/g, "'").normalize('NFKD').toLowerCase();
    if (digraphs) for (const [pattern, letters] of DIGRAPHS) folded = folded.replace(pattern, letters);
    folded = folded
      .replace(/\p{DI}|[\u0300-\u036f\u0640\u064b-\u065f\u0670]/gu, '')
      .replace(/[^\0-\x7f]/g, (letter) => LETTERS[letter] ?? letter)
      // Katakana to hiragana, then small kana to full-size ones.
      .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .replace(/[ぁぃぅぇぉっゃゅょゎ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 1))
      .replace(/[‘’ʼʻʹ′׳״·]/g, "'")
      .replace(/\p{Pd}/gu, '-');
  }
  return folded.replace(/`/g, "'").replace(/[^\p{L}\p{M}\p{N}\p{So}'-]+/gu, ' ');
}

const joinSpaceless = (folded: string) => folded.replace(SPACELESS_GAP, '-');

/** Words that begin somewhere in a text, and its initials. */
function add(tokens: Set<string>, words: string[], initials: string[]): void {
  for (const word of words) {
    const token = word.replace(/['-]/g, '');
    tokens.add(token).add(contracted(token));
  }
  if (initials.length > 1) tokens.add(initials.join('')).add(initials[0]! + initials.at(-1));
}

/** The tokens of a plain text, each after a space. Without sets and lists, which take three times as long. */
function plainLine(text: string): string {
  const folded = text
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ')
    .trim();
  if (!folded) return '';
  let line = ` ${folded}`;
  if (CONTRACTS.test(folded)) line += contracted(line);
  let initials = folded[0]!;
  for (let i = folded.indexOf(' '); i > 0; i = folded.indexOf(' ', i + 1)) initials += folded[i + 1]!;
  if (initials.length > 1) line += ` ${initials}`;
  if (initials.length > 2) line += ` ${initials[0]}${initials.at(-1)}`;
  return line;
}

/** As `foldTokens`, in one line: each token after a space, and some more than once. */
export const foldLine = (text: string): string =>
  PLAIN.test(text)
    ? plainLine(text)
    : foldTokens(text)
        .map((token) => ` ${token}`)
        .join('');

/**
 * All tokens a text is found by: a query word that is a prefix of one of them is a hit.
 * Words, what follows a hyphen or an apostrophe inside them, all ways to write ä, ö, ü, å and ø, the
 * initials, and every tail of a text in a script without spaces. Only the first 256 characters count.
 */
export function foldTokens(text: string): string[] {
  if (PLAIN.test(text)) return [...new Set(plainLine(text).split(' ').slice(1))];
  const tokens = new Set<string>();
  const cut = text.slice(0, MAX_LENGTH);
  for (const digraphs of HAS_DIGRAPHS.test(cut.normalize('NFKD')) ? [false, true] : [false]) {
    const folded = joinSpaceless(fold(cut, digraphs));
    const starts = Array.from(folded.matchAll(STARTS), ({ index }) => folded.slice(index).split(' ', 1)[0]!);
    add(tokens, starts, folded.match(/(?<![^ '-])[^ '-]/gu) ?? []);
  }
  return [...tokens];
}

/**
 * The words of a query, folded; none where it holds nothing to search for, which finds everybody.
 * Of an e-mail address only the part before the @ is sought: the rest is the same for half the house.
 */
export function foldQuery(query: string): string[] {
  const folded = fold(query.slice(0, MAX_LENGTH).replace(/(\S)@\S*/g, '$1'), false);
  return [...new Set(joinSpaceless(folded).replace(/'/g, '').split(/[ -]/))].filter(Boolean);
}

/** Whether every word of a query, in any order, begins one of a person's tokens. */
export function matches(queryWords: readonly string[], tokens: readonly string[]): boolean {
  return queryWords.every((word) => tokens.some((token) => token.startsWith(word)));
}

/**
 * Where a name shows what was typed, as `[start, end]` offsets into `name`, in order and apart.
 * Hits by initials or by e-mail have no such place.
 */
export function highlight(name: string, queryWords: readonly string[]): [number, number][] {
  const marks = Array<string>(name.length).fill(' ');
  for (const digraphs of [false, true]) {
    // Folding changes lengths, so each folded character keeps the cluster it came from.
    let folded = '';
    const origins: [number, number][] = [];
    for (const { 0: cluster, index } of name.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
      folded += fold(cluster, digraphs);
      while (origins.length < folded.length) origins.push([index, index + cluster.length]);
    }
    folded = joinSpaceless(folded);
    for (const { index } of folded.matchAll(STARTS)) {
      for (const word of queryWords) {
        let end = index;
        for (let matched = 0; matched < word.length && end < folded.length; end++) {
          if (folded[end] === word[matched]) matched++;
          else if (!/(['-]|[aou]e|aa)$/.test(folded.slice(index, end + 1))) break;
          if (matched === word.length) marks.fill('x', origins[index]![0], origins[end]![1]);
        }
      }
    }
  }
  return Array.from(marks.join('').matchAll(/x+/g), ({ 0: hit, index }) => [index, index + hit.length]);
}
