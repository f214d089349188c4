/**
 * From a code to a sentence in the element's language. Two elements of a page may speak two languages,
 * so nothing here knows "the" language. Which sentence is due is decided by whoever asks.
 */
import { displayName } from '../core/names.ts';
import type { Problem } from '../core/problem.ts';
import type { Denial } from '../core/reason.ts';
import type { Follower } from '../core/record.ts';
import { en } from './en.ts';
import { languages, type Message, type MessageKey } from './languages.ts';

/** What a host says in its own way; also `heading.ticket` for a record type of its own. */
export type MessageOverrides = { readonly [key in MessageKey | (string & {})]?: Message | undefined };

/**
 * What is filled in. Numbers are written as the language does; `date` and `time` are ISO 8601 or
 * milliseconds; `reason`, `first` and `second` are sentences already; any other string is somebody's name,
 * isolated where name or sentence run from right to left.
 */
export type Params = Readonly<Record<string, string | number | null | undefined>>;

export interface WordsOptions {
  /** Language tag, as in the `lang` attribute; English where it is unknown or no tag at all. */
  lang?: string | undefined;
  messages?: MessageOverrides | undefined;
  /** Type of the record. */
  type?: string | undefined;
}

/** Made once for each key: what `Intl` makes anew for every sentence was an eighth of a profile of fields that are drawn. */
function once<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
}

const pluralsOf = once((locale) => new Intl.PluralRules(locale));
const numbersOf = once((locale) => new Intl.NumberFormat(locale));
const surplusOf = once((locale) => new Intl.NumberFormat(locale, { signDisplay: 'always' }));
const listsOf = once((locale) => new Intl.ListFormat(locale));
const missing = new Set<string>();
/** Whose absence has a sentence of its own. */
const absencesOf = once((key) => ['owner', 'record', 'by', 'rule'].filter((who) => `${key}.no-${who}` in en));

/** `Intl` for English as well would be asked by each page for its first sentence. */
const formOf = (n: number, locale: string): Intl.LDMLPluralRule =>
  /^en\b/.test(locale) ? (n === 1 ? 'one' : 'other') : pluralsOf(locale).select(n);

/** Languages that write small numbers as they stand here. */
const PLAIN = /^(de|en|es|fr|ja|pt)\b(?!.*-u-)/;

/** The first number that `Intl` writes takes it 25 ms, half of what a page waits for its first element. */
function written(n: number, locale: string, more = false): string {
  if (n >= 0 && n < 1000 && PLAIN.test(locale)) return (more ? '+' : '') + n;
  return (more ? surplusOf : numbersOf)(locale).format(n);
}

const canonical = once((lang): string | undefined => {
  // The first time that `Intl` is asked for anything takes it a millisecond and a half.
  if (/^en(-[A-Z]{2})?$/.test(lang)) return lang;
  try {
    return Intl.getCanonicalLocales(lang.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
});

/** Words for a tag, or for what is left of it: pt-BR, then pt. */
function languageOf(tag = ''): { readonly [key in MessageKey]?: Message } | undefined {
  if (!tag || tag === 'en') return tag ? en : undefined;
  return languages.messages.get(tag) ?? languageOf(tag.replace(/-?[^-]*$/, ''));
}

function dateOf(value: string | number): Date {
  // A bare date is meant as that day wherever the reader is; Date would take it as midnight in UTC.
  return new Date(typeof value === 'string' && value.length === 10 ? `${value}T00:00` : value);
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** First strong isolate … pop: what runs in another direction must not turn what is around it. */
const isolated = (text: string, around: string) =>
  RIGHT_TO_LEFT.test(around) ? `\u2068${text}\u2069` : text;

const textOf = (value: Params[string]) =>
  typeof value === 'number' ? `${value}` : value && displayName(value);

/** By language tag and type of record, until a language is added or replaced. */
const remembered = new Map<string, Words>();
languages.heard.add(() => remembered.clear());

/** The words of one element; without words of the host's own, those of all that speak the same of the same. */
export function wordsOf(options: WordsOptions): Words {
  const { lang = 'en', messages, type } = options;
  if (Object.keys(messages ?? {}).length) return createWords(options);
  const key = [lang, typeof type, type].join();
  let words = remembered.get(key);
  if (!words) remembered.set(key, (words = createWords(options)));
  return words;
}

/** Words made anew. */
export function createWords({ lang = 'en', messages, type = 'contact' }: WordsOptions) {
  const tag = canonical(lang);
  const language = languageOf(tag);
  const own = tag && (language || Object.keys(messages ?? {}).length) ? tag : 'en';

  const found = new Map<string, [Message, string]>();

  /** The message, and the language it is in. */
  function find(key: MessageKey, params: Params): [Message, string] {
    let base: string = key;
    for (const who of absencesOf(key)) {
      if (!textOf(params[who]) && `${base}.no-${who}` in en) base += `.no-${who}`;
    }
    let message = found.get(base);
    if (!message) found.set(base, (message = resolve(base)));
    return message;
  }

  function resolve(base: string): [Message, string] {
    const typed = type === 'contact' ? [base] : [`${base}.${type}`, `${base}.record`, base];
    const override = typed.map((each) => messages?.[each]).find((message) => message != null);
    if (override !== undefined) return [override, own];
    const exact = typed.find((each) => each in en) as MessageKey;
    const message = language?.[exact];
    if (message !== undefined) return [message, own];
    if (language && !missing.has(tag + exact)) {
      missing.add(tag + exact);
      console.warn(`crm-followers: "${exact}" is missing in ${tag}`);
    }
    return [en[exact], 'en'];
  }

  function say(key: MessageKey, params: Params = {}): string {
    const [message, locale] = find(key, params);
    let text = message;
    if (typeof text !== 'string') text = text[formOf(Number(params.n), locale)] ?? text.other ?? '';
    return text.replace(/\{(\w+)\}/g, (_, hole: string) => {
      const value = params[hole];
      if (hole === 'date') return dateOf(value ?? '').toLocaleDateString(locale, { dateStyle: 'medium' });
      if (hole === 'time') return dateOf(value ?? '').toLocaleTimeString(locale, { timeStyle: 'short' });
      if (/^(reason|first|second)$/.test(hole)) return `${value}`;
      if (typeof value === 'number') return written(value, locale);
      const name = textOf(value) || say('unnamed');
      return isolated(name, name + text);
    });
  }

  return {
    /** The language that is spoken, as for a `lang` attribute. */
    lang: own,

    say,

    /**
     * Why something is not offered. `params`: `owner`, `limit`, `inactive`, how many hold a seat, and `draft`
     * where there is no record yet.
     */
    sayDenial({ reason, detail }: Denial, params: Params = {}): string {
      if (detail) return detail;
      if (reason !== 'follower-limit') return say(reason, params);
      if (params.draft) return say('follower-limit.draft', params);
      return params.inactive
        ? say('follower-limit.inactive', { ...params, n: params.inactive })
        : say(reason, params);
    },

    /** What an answer means for the viewer. `params`: `name` of the person concerned, `owner`, and what was wanted as `op`. */
    sayProblem({ code, reason, detail, foreign, by, retryAfter }: Problem, params: Params = {}): string {
      if (detail && (foreign || reason === 'check' || code === 'unknown')) return detail;
      const cause = reason ?? ALIASES[code] ?? code;
      const keys = [
        params.op === 'owner' && `owner.${cause}`,
        by && `problem.${cause}.by`,
        `problem.${cause}`,
        cause,
        'problem.unknown',
      ];
      const key = keys.find((each) => each && each in en) as MessageKey;
      return say(key, { n: Math.ceil(retryAfter ?? 1), other: by?.name, ...params });
    },

    /** Several things on one line, each by itself; those that are missing left out. */
    join(...texts: (string | false | undefined)[]): string {
      const there = texts.filter((text) => !!text);
      return there.map((text) => isolated(`${text}`, there.join())).join(' · ');
    },

    /** Names one after another, as the language does. */
    list: (names: readonly string[]): string => listsOf(own).format(names),

    /** As the language writes it; `more` with a plus. */
    number: (n: number, more = false): string => written(n, own, more),

    /** How and when somebody came to follow. */
    provenance({ addedAt, source }: Follower): string {
      if (!addedAt || Number.isNaN(+dateOf(addedAt))) return say('source.none');
      return say(`source.${source?.kind ?? 'user'}`, {
        date: addedAt,
        by: source?.by?.name,
        rule: source?.name,
      });
    },
  };
}

export type Words = ReturnType<typeof createWords>;

/** Codes that are said with the words of another. */
const ALIASES: Record<string, string> = {
  'not-found': 'not-visible',
  'precondition-required': 'invalid-request',
};
