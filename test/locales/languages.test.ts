/** Every language we have: complete, in its own words and plural forms, and by the rules of wording that English keeps to. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { en } from '../../src/locales/en.ts';
import { languages, type Message, type MessageKey } from '../../src/locales/languages.ts';
import { createWords } from '../../src/locales/messages.ts';

const folder = fileURLToPath(new URL('../../src/locales', import.meta.url));
const TAGS = globSync('*.ts', { cwd: folder })
  .map((file) => basename(file, '.ts'))
  .filter((name) => /^[a-z]{2}(-[A-Z]{2})?$/.test(name) && name !== 'en')
  .sort();
for (const tag of TAGS) await import(`../../src/locales/${tag}.ts`);

const KEYS = Object.keys(en) as MessageKey[];
const forms = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message));
const holes = (message: Message) =>
  new Set(
    forms(message)
      .join()
      .match(/\{\w+\}/g),
  );
const messagesOf = (tag: string) => languages.messages.get(tag) ?? languages.messages.get(tag.slice(0, 2))!;

/** Enough numbers to meet every plural form that a list of people can come to. */
const NUMBERS = [...Array.from({ length: 130 }, (_, n) => n), 1000, 12_345, 999_999];

const PARAMS = {
  ...{ limit: 10, added: 12, removed: 13, a: 14 },
  ...{
    name: 'Name',
    owner: 'Owner',
    previous: 'Previous',
    other: 'Other',
    by: 'By',
    rule: 'Rule',
    query: 'Query',
  },
  ...{
    record: 'Record',
    people: 'People',
    description: 'Description',
    reason: 'Reason.',
    first: 'First',
    second: 'Second',
  },
  ...{ date: '2026-11-03', time: '2026-11-03T14:05' },
};

test('there are the languages that were promised, and one to test layouts with', () => {
  assert.deepEqual(TAGS, ['ar', 'de', 'en-XA', 'es', 'fr', 'ja', 'pt-BR']);
});

for (const tag of TAGS) {
  const messages = messagesOf(tag);
  const isPseudo = tag === 'en-XA';

  test(`${tag} has every sentence, and no other`, () => {
    assert.deepEqual(Object.keys(messages).sort(), [...KEYS].sort());
  });

  test(`${tag} names in each sentence what English names there`, () => {
    for (const key of KEYS) assert.deepEqual(holes(messages[key]!), holes(en[key]), key);
  });

  test(`${tag} says every sentence for every number and type of record, without a hole left open`, () => {
    const plurals = new Intl.PluralRules(tag);
    const single = (n: number) =>
      NUMBERS.filter((other) => plurals.select(other) === plurals.select(n)).length === 1;
    for (const type of ['contact', 'opportunity', 'ticket']) {
      const words = createWords({ lang: tag, type });
      for (const key of KEYS) {
        const isCounted = holes(en[key]).has('{n}') || typeof messages[key] !== 'string';
        for (const n of isCounted ? NUMBERS : [3]) {
          const said = words.say(key, { ...PARAMS, n });
          assert.doesNotMatch(said, /[{}]|undefined|Invalid|NaN/, key);
          assert.match(said, /\S/, `${key} for ${n}`);
          if (isCounted && !single(n)) assert.ok(said.includes(words.number(n)), `${key} for ${n}: ${said}`);
        }
      }
    }
  });

  test(`${tag} is the language of its words, and needs no help from English`, (t) => {
    const warn = t.mock.method(console, 'warn', () => {});
    const words = createWords({ lang: tag });
    assert.equal(words.lang, tag);
    for (const key of KEYS) words.say(key, PARAMS);
    assert.equal(warn.mock.callCount(), 0);
  });

  test(`${tag} has nothing left in English`, () => {
    for (const key of KEYS) {
      const same = forms(messages[key]!).filter((text) => forms(en[key]).includes(text as never));
      for (const text of same) assert.doesNotMatch(text.replace(/\{\w+\}/g, ''), /\p{L}/u, key);
    }
  });

  test(`${tag} keeps to the rules of wording`, () => {
    for (const key of KEYS) {
      for (const text of forms(messages[key]!)) {
        const bare = text.replace(/\{\w+\}/g, '');
        assert.ok(bare.length <= (isPseudo ? 140 : 90), `${key} has ${bare.length} letters`);
        assert.doesNotMatch(text, /[!！]|<|&\w+;|["`]| {2}|^\s|\s$/, key);
        if (!isPseudo) assert.doesNotMatch(text, /'|\.\.\./, `typography of ${key}`);
      }
    }
  });

  test(`${tag} ends a sentence where English ends one, as it does there`, () => {
    const ENDS: [english: RegExp, theirs: RegExp][] = [
      [/[.]$/, /[.。]$/],
      [/[?]$/, /[?？؟]$/],
      [/…$/, /…$/],
      [/[^.?…]$/, /[^.。?？؟…]$/],
    ];
    for (const key of KEYS) {
      // A time of day ends like a sentence, or like a label.
      if (key === 'stale') continue;
      const [english] = forms(en[key]) as [string];
      const [, theirs] = ENDS.find(([end]) => end.test(english))!;
      for (const text of forms(messages[key]!))
        assert.match(isPseudo ? text.replace(/~*\]$/, '') : text, theirs, key);
    }
  });

  test(`${tag} tells records of three types apart wherever English does`, () => {
    for (const key of KEYS) {
      if (!`${key}.record`.includes('.record') || !(`${key}.record` in en)) continue;
      const typed = [key, `${key}.opportunity`, `${key}.record`].map((each) => messages[each as MessageKey]);
      assert.equal(new Set(typed).size, 3, key);
    }
  });
}

test('Japanese and Arabic are written in their own script, but for names of keys', () => {
  for (const tag of ['ja', 'ar']) {
    for (const [key, message] of Object.entries(messagesOf(tag))) {
      for (const text of forms(message)) {
        assert.doesNotMatch(text.replace(/\{\w+\}|Shift\+Tab/g, ''), /[A-Za-z]/, `${tag} ${key}`);
      }
    }
  }
});

test('the language for layouts is at least two fifths longer, in brackets, and leaves names as they are', () => {
  const messages = messagesOf('en-XA');
  for (const key of KEYS) {
    forms(messages[key]!).forEach((text, at) => {
      assert.ok(text.length >= forms(en[key])[at]!.length * 1.4, key);
      assert.match(text, /^\[.*\]$/, key);
    });
  }
  assert.match(
    createWords({ lang: 'en-XA' }).say('done.add', { name: 'Ada', n: 3, limit: 10 }),
    /^\[Ada .*3.*10/,
  );
});
