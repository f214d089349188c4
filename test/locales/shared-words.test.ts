/** Elements that speak alike share their words, for as long as nothing is said in another way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addLanguage, languages } from '../../src/locales/languages.ts';
import { wordsOf } from '../../src/locales/messages.ts';

const add = (messages: object) => addLanguage('nl', messages as Parameters<typeof addLanguage<'other'>>[1]);

test('words are shared by all that speak the same language of the same type', () => {
  const words = wordsOf({ lang: 'en', type: 'contact' });
  assert.equal(wordsOf({ lang: 'en', type: 'contact' }), words);
  assert.equal(wordsOf({ lang: 'en', type: 'contact', messages: {} }), words);
  assert.notEqual(wordsOf({ lang: 'en', type: 'opportunity' }), words);
  assert.notEqual(wordsOf({ lang: 'de', type: 'contact' }), words);
});

test('words of a host’s own are nobody else’s', () => {
  assert.equal(wordsOf({ messages: { heading: 'Watchers' } }).say('heading'), 'Watchers');
  assert.notEqual(wordsOf({}).say('heading'), 'Watchers');
});

test('what no type is is no type of its own', () => {
  const say = (type: unknown) => wordsOf({ type: type as string }).say('not-visible');
  assert.equal(say(undefined), say('contact'));
  assert.equal(say(null), say('ticket'));
});

test('a language that is added, replaced or changed is spoken from then on', (t) => {
  t.after(() => languages.messages.delete('nl'));
  t.mock.method(console, 'warn', () => {});
  const say = () => wordsOf({ lang: 'nl' }).say('heading');
  const english = say();
  const messages = { heading: 'Volgers' };
  add(messages);
  assert.equal(say(), 'Volgers');
  add({ heading: 'Volgers van het contact' });
  assert.equal(say(), 'Volgers van het contact');
  add(messages);
  messages.heading = 'Wie volgt';
  add(messages);
  assert.equal(say(), 'Wie volgt');
  assert.notEqual(say(), english);
});
