/** What can be an id, a type and a limit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isId, isType, readLimit } from '../../src/core/record.ts';

test('an id is 1 to 200 well-formed characters', () => {
  for (const id of ['a', '0', 'c_42', 'x'.repeat(200), 'ä ö', 'a/b', '...', '__proto__', ' ', '😀', '%2e']) {
    assert.equal(isId(id), true, id);
  }
  for (const id of [
    '',
    'x'.repeat(201),
    '.',
    '..',
    '\uD83D',
    '\uDE00',
    'a\uD800b',
    7,
    null,
    undefined,
    {},
    ['a'],
  ]) {
    assert.equal(isId(id), false, JSON.stringify(id));
  }
});

test('every id can be written into an address and read back', () => {
  const tricky = [
    'a',
    'Z',
    '7',
    '.',
    '/',
    '\\',
    '%',
    '2',
    'e',
    '?',
    '#',
    '+',
    ' ',
    'é',
    '😀',
    '\uD800',
    '\uDFFF',
    '\0',
  ];
  const anything = fc.array(fc.constantFrom(...tricky), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(anything, (id) => {
      fc.pre(isId(id));
      const { pathname } = new URL(`https://crm.example/${encodeURIComponent(id)}/end`);
      assert.equal(decodeURIComponent(pathname.slice(1, -'/end'.length)), id);
    }),
  );
});

test('a type is a lower-case word of up to 64 characters', () => {
  for (const type of ['contact', 'opportunity', 'a', 'custom_object-7', 'x'.repeat(64)])
    assert.equal(isType(type), true);
  const bad = [
    '',
    'Contact',
    '7a',
    '-a',
    '_a',
    'a b',
    'a/b',
    'a:b',
    'ä',
    'x'.repeat(65),
    'contact\n',
    null,
    undefined,
    7,
  ];
  for (const type of bad) assert.equal(isType(type), false, String(type));
});

test('a limit is a whole number from 0 up, written as a number or as text', () => {
  for (const [given, limit] of [
    [0, 0],
    [10, 10],
    [1e9, 1e9],
    ['0', 0],
    ['12', 12],
    [' 7 ', 7],
  ] as const) {
    assert.equal(readLimit(given), limit);
  }
  for (const bad of [
    null,
    undefined,
    '',
    ' ',
    'ten',
    '1o',
    -1,
    '-1',
    2.5,
    '2.5',
    NaN,
    Infinity,
    true,
    [5],
    {},
  ]) {
    assert.equal(readLimit(bad), undefined, JSON.stringify(bad));
  }
});
