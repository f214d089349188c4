/** What became of a save, in sentences that stand alone, for a host whose form has closed by then. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLIENT_CODES, WIRE_CODES } from '../../src/core/problem.ts';
import { REASONS } from '../../src/core/reason.ts';
import type { Result } from '../../src/core/result.ts';
import { describeResults } from '../../src/locales/describe.ts';
import { en } from '../../src/locales/en.ts';
import { addLanguage, type Messages } from '../../src/locales/languages.ts';

const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '');
const said = (...args: Parameters<typeof describeResults>) => bare(describeResults(...args));

const result = (
  op: Result['op'],
  userId: string,
  outcome: Result['outcome'],
  rest: Partial<Result> = {},
): Result => ({
  op,
  userId,
  name: userId,
  outcome,
  ...rest,
});
const added = (who: string) => result('add', who, 'added');
const refused = (who: string, code?: string, rest: Partial<Result> = {}, op: Result['op'] = 'add') =>
  result(op, who, 'refused', { code, ...rest });

test('says nothing of nothing', () => {
  assert.equal(describeResults([]), '');
});

test('says once that all was saved, whatever it was, and also where it was so already', () => {
  const all: Result[] = [
    added('Ada'),
    result('remove', 'Bo', 'removed'),
    result('owner', 'Cy', 'changed'),
    result('add', 'Di', 'already'),
    result('remove', 'Ed', 'absent'),
  ];
  for (const each of all) assert.equal(said([each]), 'Followers saved.');
  assert.equal(said(all), 'Followers saved.');
});

test('says how much was saved, then who was not, and why', () => {
  assert.equal(
    said([added('Ada'), refused('Bo', 'follower-limit')]),
    "1 change saved. Bo wasn't added: someone else took the last place.",
  );
  assert.equal(
    said([
      added('Ada'),
      result('remove', 'Di', 'removed'),
      refused('Bo', 'user-not-assignable', { reason: 'user-inactive' }),
      refused('Cy', 'user-is-owner'),
    ]),
    "2 changes saved. Bo wasn't added: the account is inactive. Cy is the owner now and doesn't need to follow.",
  );
});

test('does not speak of what was saved where nothing was', () => {
  assert.equal(said([refused('Bo', 'follower-limit')]), "Bo wasn't added: someone else took the last place.");
});

test('says once what befell all of them', () => {
  const out = "You're signed out. Sign in again, then try once more.";
  assert.equal(said([refused('Bo', 'not-authenticated'), refused('Cy', 'not-authenticated')]), out);
  assert.equal(
    said([added('Ada'), refused('Bo', 'offline'), refused('Cy', undefined, { reason: 'offline' })]),
    "1 change saved. You're offline. Connect to make changes.",
  );
});

test('says of an owner who was refused that they were not made one', () => {
  const CASES: [code: string | undefined, reason: string | undefined, sentence: string][] = [
    ['version-mismatch', undefined, "Bo wasn't made the owner: someone else changed the owner a moment ago."],
    ['user-not-assignable', undefined, "Bo wasn't made the owner: this person can't own it."],
    ['user-not-assignable', 'user-inactive', "Bo wasn't made the owner: the account is inactive."],
    [undefined, 'user-inactive', "Bo wasn't made the owner: the account is inactive."],
    ['owner-change-forbidden', undefined, "The owner wasn't changed. An admin can do it."],
    ['unavailable', undefined, "The server isn't available. Your change wasn't saved."],
  ];
  for (const [code, reason, sentence] of CASES) {
    assert.equal(said([refused('Bo', code, { reason }, 'owner')]), sentence);
  }
});

test('says of a removal that was refused that it was not saved', () => {
  assert.equal(
    said([refused('Bo', 'action-forbidden', {}, 'remove')]),
    "Not saved: you don't have permission for this change.",
  );
});

test('speaks of the type of the record', () => {
  const results = [refused('Bo', 'user-not-assignable')];
  assert.equal(said(results), "Bo wasn't added: this person can't follow this contact.");
  assert.equal(
    said(results, { type: 'opportunity' }),
    "Bo wasn't added: this person can't follow this opportunity.",
  );
  assert.equal(said(results, { type: 'ticket' }), "Bo wasn't added: this person can't follow this record.");
});

test('shows a sentence of the host where the reason is none of ours, and ours where it is', () => {
  const detail = 'Bo is on leave until March.';
  assert.equal(said([refused('Bo', 'user-not-assignable', { reason: 'on-leave', detail })]), detail);
  assert.equal(said([refused('Bo', undefined, { reason: 'check', detail })]), detail);
  assert.equal(
    said([refused('Bo', 'user-not-assignable', { reason: 'user-inactive', detail })]),
    "Bo wasn't added: the account is inactive.",
  );
});

test('has a sentence for every code and reason, and for one that nobody knows', () => {
  for (const op of ['add', 'remove', 'owner'] as const) {
    for (const code of [...WIRE_CODES, ...CLIENT_CODES, 'made-up']) {
      assert.match(said([refused('Bo', code, {}, op)]), /^[A-Z].*[.?]$/, `${op} ${code}`);
    }
    for (const reason of REASONS)
      assert.match(said([refused('Bo', undefined, { reason }, op)]), /\S/, reason);
  }
  assert.equal(said([refused('Bo', 'made-up')]), "Something went wrong. Your change wasn't saved.");
});

test('calls somebody whose name nobody knows unnamed', () => {
  const { name: _, ...nameless } = refused('u7', 'follower-limit');
  assert.equal(said([nameless]), "Unnamed person wasn't added: someone else took the last place.");
});

test('isolates a name in another direction', () => {
  assert.match(describeResults([refused('ليلى', 'follower-limit')]), /^\u2068ليلى\u2069 wasn't added/);
});

test('speaks a language that was registered, with its plurals, else English', () => {
  const german: Messages<never> = {
    ...en,
    'save.all': 'Follower gespeichert.',
    'save.part': { one: '{n} Änderung gespeichert.', other: '{n} Änderungen gespeichert.' },
    'problem.follower-limit': '{name} wurde nicht hinzugefügt: Der letzte Platz ist vergeben.',
  };
  addLanguage('de', german);
  const partly = [added('Ada'), added('Cy'), refused('Bo', 'follower-limit')];
  for (const lang of ['de', 'de-AT', 'de_CH']) {
    assert.equal(said([added('Ada')], { lang }), 'Follower gespeichert.');
    assert.equal(
      said(partly, { lang }),
      '2 Änderungen gespeichert. Bo wurde nicht hinzugefügt: Der letzte Platz ist vergeben.',
    );
  }
  assert.equal(said(partly.slice(1), { lang: 'de' }).split('.')[0], '1 Änderung gespeichert');
  assert.equal(said([added('Ada')], { lang: 'fi' }), 'Followers saved.');
});

test('takes words of the host', () => {
  const messages = { 'save.all': 'All set.', 'problem.follower-limit': 'No seat for {name}.' };
  assert.equal(said([added('Ada')], { messages }), 'All set.');
  assert.equal(said([refused('Bo', 'follower-limit')], { messages }), 'No seat for Bo.');
});
