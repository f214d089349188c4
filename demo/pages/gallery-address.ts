/** What the gallery shows, as it stands in its address: `?story=panel--full&theme=dark&args=limit:5`. */
import { LANGUAGES } from './gallery-languages.ts';

export const THEMES = ['light', 'dark', 'system'] as const;
export const WIDTHS = ['320', '480', 'full'] as const;

export interface Address {
  /** Id of the story; the first one where there is none, or no such. */
  readonly story: string;
  /** Args that differ from the story's own, each as text. */
  readonly args: Readonly<Record<string, string>>;
  readonly theme: (typeof THEMES)[number];
  /** Language tag. Empty: English. */
  readonly lang: string;
  /** Empty: as the story, or the language, has it. */
  readonly dir: '' | 'ltr' | 'rtl';
  readonly width: (typeof WIDTHS)[number];
  /** Id of a person. Empty: as the story has it. */
  readonly viewer: string;
  /** The story alone. */
  readonly bare: boolean;
}

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | undefined =>
  values.find((value) => value === text);

export function readAddress(query: string): Address {
  const found = new URLSearchParams(query);
  const args: Record<string, string> = {};
  for (const pair of found.get('args')?.split(';') ?? []) {
    const [name, ...value] = pair.split(':');
    if (name && value.length) args[name] = decoded(value.join(':'));
  }
  return {
    story: found.get('story') ?? '',
    args,
    theme: oneOf(THEMES, found.get('theme')) ?? 'system',
    lang: oneOf(Object.keys(LANGUAGES), found.get('lang')) ?? '',
    dir: oneOf(['ltr', 'rtl'], found.get('dir')) ?? '',
    width: oneOf(WIDTHS, found.get('width')) ?? 'full',
    viewer: found.get('viewer') ?? '',
    bare: found.has('bare'),
  };
}

/** The query, with its question mark, without what is as usual. */
export function writeAddress({ story, args, theme, lang, dir, width, viewer, bare }: Address): string {
  const query = new URLSearchParams({ story });
  if (theme !== 'system') query.set('theme', theme);
  if (lang) query.set('lang', lang);
  if (dir) query.set('dir', dir);
  if (width !== 'full') query.set('width', width);
  if (viewer) query.set('viewer', viewer);
  const pairs = Object.entries(args).map(([name, value]) => `${name}:${encodeURIComponent(value)}`);
  if (pairs.length) query.set('args', pairs.join(';'));
  return `?${bare ? 'bare&' : ''}${query}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
