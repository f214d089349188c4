import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayName, hue, initials, isAvatarUrl } from '../../src/core/names.ts';

const SHOWN: [title: string, name: string, shown: string][] = [
  ['an ordinary name stays as it is', 'Ada Lovelace', 'Ada Lovelace'],
  ['letters are never changed to capitals', 'ada von straße', 'ada von straße'],
  ['markup is text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['templates are text', '{{x}} ${x} {name}', '{{x}} ${x} {name}'],
  ['marks that turn the direction are dropped', '\u202eada\u202c \u2066b\u2069', 'ada b'],
  ['joiners stay', 'नि\u200dला می\u200cخواهم', 'नि\u200dला می\u200cخواهم'],
  ['white space, newlines and NUL become one space', ' Ada\n\t\u00a0 Love\0lace ', 'Ada Love lace'],
  ['a name of zero-width characters is no name', '\u200b\u200d\u2060\ufeff\u00ad', ''],
  ['a name of blanks is no name', ' \u3000\u2800\u3164\n', ''],
  ['a name of direction marks is no name', '\u202e\u2067', ''],
  ['a lone half of a surrogate pair is no name', '\ud83d', ''],
  ['an emoji is a name', '🦄', '🦄'],
  ['an empty name is no name', '', ''],
];

for (const [title, name, shown] of SHOWN) test(title, () => assert.equal(displayName(name), shown));

const INITIALS: [name: string, expected: string][] = [
  ['Ada Lovelace', 'AL'],
  ['Ada King Lovelace', 'AL'],
  ['ada lovelace', 'al'],
  ['Madonna', 'M'],
  ['Jean-Luc Picard', 'JP'],
  ['Anna‑Lena', 'AL'],
  ['Олена Шевченко', 'ОШ'],
  ['Ελένη Παππά', 'ΕΠ'],
  ['E\u0301mile Zola', 'E\u0301Z'],
  ['ﬁona ßmith', 'ﬁß'],
  ['(Ada) "Countess" [Lovelace]', 'AL'],
  ['Ada Lovelace 🦄', 'AL'],
  ['🦄 Ada', 'A'],
  ['User 42', 'U4'],
  ['42', '4'],
  ['محمد علي', 'م'],
  ['יעל כהן', 'י'],
  ['山田 太郎', '山'],
  ['Ada 山田', 'A'],
  ['𠮷野 家', '𠮷'],
  ['हिन्दी नाम', 'हि'],
  ['김 철수', '김'],
  ['🇩🇰', '🇩🇰'],
  ['👩‍👩‍👧‍👦 family', 'f'],
  ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
  ['👋🏽', '👋🏽'],
  ['...', ''],
  ['\u202e', ''],
  ['', ''],
  ['\ud83d Ada', 'A'],
];

for (const [name, expected] of INITIALS) {
  test(`the initials of “${name}” are “${expected}”`, () => assert.equal(initials(name), expected));
}

test('plain names have the initials that the long way finds, too', () => {
  // The mark is not shown, and no short way is taken around it.
  for (const [name] of INITIALS) assert.equal(initials(`\u2066${name}`), initials(name), name);
});

test('initials never hold half a character', () => {
  for (const [name] of INITIALS) assert.doesNotMatch(initials(name), /\p{Cs}/u, name);
});

test('a person keeps one colour, and people get all ten about equally often', () => {
  const counts = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 1000; i++) counts[hue(`u${String(i).padStart(3, '0')}`)]!++;
  assert.ok(Math.min(...counts) > 60 && Math.max(...counts) < 150, String(counts));
  assert.equal(hue('c_42'), hue('c_42'));
  assert.notEqual(hue('u012'), hue('u021'));
  assert.ok(Number.isInteger(hue('')));
});

const BASE = 'https://crm.example/contacts/1';
const ALLOWED = [
  'https://cdn.example/a.png',
  'http://cdn.example/a.png',
  '//cdn.example/a.png',
  '/avatars/1.svg',
  'avatars/1.png?size=64',
  'data:image/png;base64,AAAA',
  'DATA:image/WEBP;base64,AAAA',
];
const REFUSED = [
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:image/svg+xml,<svg onload="alert(1)"/>',
  'data:text/html,<b>',
  'data:image/png-not;base64,AAAA',
  'blob:https://crm.example/1',
  'file:///etc/passwd',
  'https://',
  '',
  undefined,
];

for (const url of ALLOWED) test(`${url} may be a picture`, () => assert.equal(isAvatarUrl(url, BASE), true));
for (const url of REFUSED)
  test(`${url} may not be a picture`, () => assert.equal(isAvatarUrl(url, BASE), false));

test('a base that is no address refuses relative pictures and keeps absolute ones', () => {
  assert.equal(isAvatarUrl('/a.png', 'about:blank'), false);
  assert.equal(isAvatarUrl('https://cdn.example/a.png', 'about:blank'), true);
});
