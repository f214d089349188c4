import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldLine, foldQuery, foldTokens, highlight, matches } from '../../src/core/fold.ts';
import { FOUND } from '../support/typed-names.ts';

const finds = (query: string, ...texts: string[]) => matches(foldQuery(query), texts.flatMap(foldTokens));

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
  ['Anna Mueller', 'müller', ['Mueller']],
  ['Aase Berg', 'åse', ['Aase']],
  ['Samuel', 'samue', ['Samue']],
  ['Sue', 'suee', []],
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

test('plain names are folded as they are when something has to be cut off them', () => {
  for (const name of [
    'Ada Lovelace',
    ' ada  LOVELACE ',
    'A',
    '',
    ' ',
    'R2 D2 3',
    'Aa Oe Mueller',
    'ada.lovelace_1',
    '(Ada) [Mae, Sue & Bo]',
    '\t~!\0',
    'x'.repeat(250),
  ]) {
    const tokens = foldTokens(name).sort();
    assert.deepEqual(tokens, foldTokens(`${name} -`).sort(), name);
    assert.deepEqual([...new Set(foldLine(name).split(' ').slice(1))].sort(), tokens, name);
  }
  assert.equal(foldLine('José'), ' jose');
});
