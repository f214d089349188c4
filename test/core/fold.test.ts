import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldQuery, foldTokens, highlight, matches } from '../../src/core/fold.ts';

const finds = (query: string, ...texts: string[]) => matches(foldQuery(query), texts.flatMap(foldTokens));

const FOUND: [query: string, name: string][] = [
  ['jose', 'José'],
  ['José', 'Jose'],
  ['jose', 'Jose\u0301'],
  ['munchen', 'München'],
  ['muenchen', 'München'],
  ['münchen', 'München'],
  ['isik', 'Işık'],
  ['IŞIK', 'Işık'],
  ['imza', 'İmza'],
  ['İmza', 'imza'],
  ['strasse', 'Straße'],
  ['STRASSE', 'straße'],
  ['lodz', 'Łódź'],
  ['soren', 'Søren'],
  ['soeren', 'Søren'],
  ['aase', 'Åse'],
  ['ase', 'Åse'],
  ['thor', 'Þór'],
  ['gudrun', 'Guðrún'],
  ['aegir', 'Ægir'],
  ['dordevic', 'Đorđević'],
  ['zoe', 'Zoë'],
  ['nguyen', 'Nguyễn'],
  ['山', '山田'],
  ['田', '山田'],
  ['山田太郎', '山田 太郎'],
  ['山田 太郎', '山田太郎'],
  ['太郎 山田', '山田太郎'],
  ['あ', 'ア'],
  ['ア', 'あ'],
  ['しょう', 'ｼｮｳ'],
  ['シヨウ', 'しょう'],
  ['が', 'ｶﾞ'],
  ['ann', 'Ａｎｎ'],
  ['Ａｎｎ', 'Ann'],
  ['احمد', 'أحمد'],
  ['أحمد', 'احمد'],
  ['محمد', 'مُحَمَّد'],
  ['محمد', 'محـمد'],
  ['علي', 'على'],
  ['فاطمه', 'فاطمة'],
  ['हिन्दी', 'हिन्दी'],
  ['ชาย', 'สมชาย'],
  ['철수', '김철수'],
  ['기', '김철수'],
  ["o'brien", "O'Brien"],
  ["o'brien", 'O’Brien'],
  ['obrien', 'O´Brien'],
  ['obrien', 'O`Brien'],
  ['obrien', "O'Brien"],
  ["o'brien", 'OBrien'],
  ['brien', "O'Brien"],
  ['jean-luc', 'Jean Luc'],
  ['jeanluc', 'Jean‑Luc'],
  ['luc', 'Jean-Luc'],
  ['lov ada', 'Ada Lovelace'],
  ['al', 'Ada Lovelace'],
  ['a.l.', 'Ada Lovelace'],
  ['al', 'Ada King Lovelace'],
  ['akl', 'Ada King Lovelace'],
  ['jlp', 'Jean-Luc Picard'],
  ['ada', '\u200bA\u200dd\ufeffa'],
  ['a\u00adda', 'Ada'],
  ['\u202eada', 'Ada'],
  ['ada\u00a0love', 'Ada  Lovelace'],
  ['ΣΟΦΟΣ', 'Σοφοσα'],
  ['ελένη', 'Ελενη'],
  ['семен', 'Семён'],
  ['gallissa', 'Gal·lissà'],
  ['u7', 'U７'],
  ['👩‍🚀', '👩‍🚀'],
  ['', 'Ada'],
  [' ?! ', 'Ada'],
  ['@ada', 'Ada'],
];

for (const [query, name] of FOUND) {
  test(`“${query}” finds ${name}`, () => assert.equal(finds(query, name), true));
}

const MISSED: [query: string, name: string][] = [
  ['ose', 'José'],
  ['joe', 'John'],
  ['हनद', 'हिन्दी'],
  ['山川', '山田'],
  ['lov bob', 'Ada Lovelace'],
  ['brein', "O'Brien"],
  ['constructor', 'Łódź'],
  ['🦄', 'Ada'],
  ['ad', ''],
];

for (const [query, name] of MISSED) {
  test(`“${query}” does not find “${name}”`, () => assert.equal(finds(query, name), false));
}

test('the part of an e-mail address before the @ is enough, and a whole address is understood', () => {
  const tokens = ['Ada', 'countess.lovelace'] as const;
  for (const query of ['countess', 'love', 'countess.lovelace', 'Countess.Lovelace@example.com', 'love@']) {
    assert.equal(finds(query, ...tokens), true, query);
  }
  assert.equal(finds('bob@lovelace.example', ...tokens), false);
});

test('every token of a name finds that name when it is typed', () => {
  for (const [, name] of FOUND) {
    for (const token of foldTokens(name)) assert.equal(finds(token, name), true, `${token} in ${name}`);
  }
});

test('a very long name is cut, so that its index stays small', () => {
  assert.ok(foldTokens('山'.repeat(100_000)).join('').length < 40_000);
  assert.ok(foldQuery(Array.from({ length: 1000 }, (_, i) => i).join(' ')).length < 128);
  assert.deepEqual(foldQuery('a '.repeat(1000)), ['a']);
});

test('half a surrogate pair is no letter and does no harm', () => {
  assert.deepEqual(foldTokens('\ud83dada\udc00'), ['ada']);
});

const marked = (name: string, query: string) =>
  highlight(name, foldQuery(query)).map(([start, end]) => name.slice(start, end));

const HIGHLIGHTS: [name: string, query: string, marked: string[]][] = [
  ['Ada Lovelace', 'lov ada', ['Ada', 'Lov']],
  ['José', 'jose', ['José']],
  ['Jose\u0301 Diaz', 'jose', ['Jose\u0301']],
  ['İmza Işık', 'im isi', ['İm', 'Işı']],
  ['Große Straße', 'gros stras', ['Groß', 'Straß']],
  ['Jürgen Müller', 'mueller', ['Müller']],
  ['Jürgen Müller', 'mu', ['Mü']],
  ['Søren', 'soer', ['Sør']],
  ["Miles O'Brien", 'obr', ["O'Br"]],
  ["Miles O'Brien", 'brien', ['Brien']],
  ['Jean-Luc', 'jeanl', ['Jean-L']],
  ['山田太郎', '太郎', ['太郎']],
  ['山田 太郎', '山田太郎', ['山田 太郎']],
  ['김철수', '처', ['철']],
  ['हिन्दी', 'हि', ['हि']],
  ['ﬁona', 'f', ['ﬁ']],
  ['Anna Anna', 'ann an', ['Ann', 'Ann']],
  ['Hanna', 'an', []],
  ['Ada Lovelace', 'al', []],
  ['Ada', '', []],
  ['', 'a', []],
];

for (const [name, query, parts] of HIGHLIGHTS) {
  test(`typing “${query}” marks ${JSON.stringify(parts)} in “${name}”`, () =>
    assert.deepEqual(marked(name, query), parts));
}
