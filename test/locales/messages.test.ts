import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { CLIENT_CODES, Problem, WIRE_CODES } from '../../src/core/problem.ts';
import { REASONS } from '../../src/core/reason.ts';
import { en } from '../../src/locales/en.ts';
import { addLanguage, type Messages } from '../../src/locales/languages.ts';
import { createWords } from '../../src/locales/messages.ts';

const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '');
const words = createWords({ lang: 'en' });
const denied = (...args: Parameters<typeof words.sayDenial>) => bare(words.sayDenial(...args));
const failed = (...args: Parameters<typeof words.sayProblem>) => bare(words.sayProblem(...args));

test('isolates names, so that one in another direction leaves the sentence in order', () => {
  assert.equal(words.say('remote.add', { by: 'يحيى', name: 'Ada' }), '\u2068يحيى\u2069 added Ada.');
  assert.equal(words.say('remove', { name: '\u202eAda\n' }), 'Remove Ada');
});

test('takes names as they are: no markup, no template, no second filling in', () => {
  for (const name of ['<img onerror=x>', '{{limit}} {limit}', '${x} $& $1']) {
    assert.equal(bare(words.say('done.add', { name, n: 1, limit: 10 })), `${name} added. 1 of 10 followers.`);
  }
});

test('calls somebody without a visible name unnamed', () => {
  assert.equal(bare(words.say('remove', { name: '\u200b' })), 'Remove Unnamed person');
});

test('drops an owner who is not known', () => {
  for (const owner of [undefined, null, '', '\u200b']) {
    assert.equal(
      denied({ reason: 'owner-change-forbidden' }, { owner }),
      'Only an admin can change the owner.',
    );
  }
});

test('has a sentence for every reason', () => {
  for (const reason of REASONS) assert.equal(words.sayDenial({ reason }), words.say(reason), reason);
});

test('explains before the click', () => {
  const owner = 'Priya';
  assert.equal(
    denied({ reason: 'not-visible' }),
    "You don't have access to this contact, or it was deleted.",
  );
  assert.equal(
    denied({ reason: 'read-only' }),
    'You can view this contact. To change followers you need edit rights.',
  );
  assert.equal(
    denied({ reason: 'followers-cannot-manage' }),
    'Only the owner or an admin can change followers here.',
  );
  assert.equal(denied({ reason: 'already-following' }), 'Already following');
  assert.equal(denied({ reason: 'user-is-owner' }), 'Is the owner and already has access');
  assert.equal(denied({ reason: 'user-inactive' }), 'Inactive account');
  assert.equal(denied({ reason: 'user-not-assignable' }), "Can't be added to this contact");
  assert.equal(
    denied({ reason: 'follower-limit' }, { limit: 10 }),
    'All 10 places are taken. Remove someone to add another.',
  );
  assert.equal(
    denied({ reason: 'follower-limit' }, { limit: 10, inactive: 1 }),
    'All 10 places are taken, 1 by an inactive person.',
  );
  assert.equal(
    denied({ reason: 'follower-limit' }, { limit: 10, inactive: 2 }),
    'All 10 places are taken, 2 by inactive people.',
  );
  assert.equal(
    denied({ reason: 'followers-cannot-change-owner' }, { owner }),
    "Followers can't change the owner. Priya or an admin can.",
  );
  assert.equal(
    denied({ reason: 'followers-cannot-change-owner' }),
    "Followers can't set the owner. An admin can.",
  );
  assert.equal(
    denied({ reason: 'owner-change-forbidden' }, { owner }),
    'Only Priya or an admin can change the owner.',
  );
  assert.equal(denied({ reason: 'viewer-unknown' }), "The owner can't be changed here.");
  assert.equal(denied({ reason: 'off' }), 'Following is turned off here.');
  assert.equal(denied({ reason: 'offline' }), "You're offline. Connect to make changes.");
  assert.equal(denied({ reason: 'check' }), 'Not possible here.');
  assert.equal(denied({ reason: 'check', detail: 'Only your own team.' }), 'Only your own team.');
});

test('has a sentence for every problem', () => {
  for (const code of [...WIRE_CODES, ...CLIENT_CODES]) {
    assert.match(failed(new Problem(code), { name: 'Ada', owner: 'Priya' }), /^[A-Z].+[.?]$/, code);
  }
});

test('explains after the answer', () => {
  const name = 'Ada';
  assert.equal(
    failed(new Problem('not-authenticated')),
    "You're signed out. Sign in again, then try once more.",
  );
  assert.equal(
    failed(new Problem('action-forbidden')),
    "Not saved: you don't have permission for this change.",
  );
  assert.equal(
    failed(new Problem('owner-change-forbidden'), { owner: 'Priya' }),
    "The owner wasn't changed. Priya or an admin can do it.",
  );
  assert.equal(
    failed(new Problem('owner-change-forbidden')),
    "The owner wasn't changed. An admin can do it.",
  );
  assert.equal(
    failed(new Problem('follower-limit'), { name }),
    "Ada wasn't added: someone else took the last place.",
  );
  assert.equal(
    failed(new Problem('follower-limit', { by: { id: 'u1', name: 'Bo' } }), { name }),
    "Ada wasn't added: Bo took the last place.",
  );
  assert.equal(
    failed(new Problem('user-is-owner'), { name }),
    "Ada is the owner now and doesn't need to follow.",
  );
  assert.equal(
    failed(new Problem('user-not-assignable'), { name }),
    "Ada wasn't added: this person can't follow this contact.",
  );
  assert.equal(
    failed(new Problem('user-not-assignable', { reason: 'user-inactive' }), { name }),
    "Ada wasn't added: the account is inactive.",
  );
  assert.equal(
    failed(new Problem('version-mismatch'), { name, owner: 'Bo' }),
    'Bo became the owner a moment ago. Make Ada the owner instead?',
  );
  assert.equal(failed(new Problem('precondition-required')), 'Not saved. Please try again.');
  assert.equal(failed(new Problem('invalid-request')), 'Not saved. Please try again.');
  assert.equal(
    failed(new Problem('rate-limited', { retryAfter: 1 })),
    'That was a lot at once. Trying again in 1 second.',
  );
  assert.equal(
    failed(new Problem('rate-limited', { retryAfter: 4.2 })),
    'That was a lot at once. Trying again in 5 seconds.',
  );
  assert.equal(failed(new Problem('unavailable')), "The server isn't available. Your change wasn't saved.");
  assert.equal(failed(new Problem('offline')), "You're offline. Connect to make changes.");
  assert.equal(failed(new Problem('timeout')), 'This is taking too long.');
  assert.equal(
    failed(new Problem('malformed-response')),
    "The answer couldn't be read. What you see is the last saved list.",
  );
  assert.equal(failed(new Problem('not-found')), "You don't have access to this contact, or it was deleted.");
  assert.equal(failed(new Problem('setup')), "Followers aren't set up on this page.");
  assert.equal(failed(new Problem('unknown')), "Something went wrong. Your change wasn't saved.");
});

test('says why a right is missing rather than that it is', () => {
  const problem = new Problem('action-forbidden', { reason: 'read-only', detail: 'Forbidden' });
  assert.equal(failed(problem), denied({ reason: 'read-only' }));
});

test("uses the host's sentence where ours would not fit, and only there", () => {
  const detail = 'Archived records keep their followers.';
  assert.equal(failed(new Problem('unknown', { detail })), detail);
  assert.equal(failed(new Problem('action-forbidden', { reason: 'check', detail })), detail);
  assert.notEqual(failed(new Problem('action-forbidden', { detail })), detail);
});

test('tells how somebody came to follow, with the date in the language', () => {
  const user = { id: 'u1', name: 'Ada', active: true };
  const addedAt = '2026-11-03T10:00:00Z';
  const told = (source?: object, date: string | undefined = addedAt, lang = 'en-GB') =>
    bare(createWords({ lang }).provenance({ user, addedAt: date, source: source as never }));
  const by = { id: 'u2', name: 'Priya' };
  assert.equal(told({ kind: 'user', by }), 'Added by Priya, 3 Nov 2026');
  assert.equal(told({ kind: 'user', by }, addedAt, 'en'), 'Added by Priya, Nov 3, 2026');
  assert.equal(told({ kind: 'rule', name: 'Big deals' }), 'Added by workflow Big deals, 3 Nov 2026');
  assert.equal(told({ kind: 'rule' }), 'Added by a workflow, 3 Nov 2026');
  assert.equal(told({ kind: 'import' }), 'Imported, 3 Nov 2026');
  assert.equal(told({ kind: 'api', name: 'Sync' }), 'Added by an app, 3 Nov 2026');
  assert.equal(told(), 'Added, 3 Nov 2026');
  assert.equal(told({ kind: 'user', by }, '2026-11-03'), 'Added by Priya, 3 Nov 2026');
  assert.equal(told({ kind: 'user', by }, '2126-11-03T10:00:00'), 'Added by Priya, 3 Nov 2126');
  for (const date of ['yesterday', '2026-13-40', '']) {
    assert.equal(told({ kind: 'user', by }, date), 'Added, date unknown', date);
  }
});

test('a bare date is the same day in every time zone', (t) => {
  const zone = process.env['TZ'];
  t.after(() => (zone === undefined ? delete process.env['TZ'] : (process.env['TZ'] = zone)));
  for (const elsewhere of ['America/Los_Angeles', 'Pacific/Auckland']) {
    process.env['TZ'] = elsewhere;
    const follower = { user: { id: 'u1', name: 'Ada', active: true }, addedAt: '2026-11-03' };
    assert.equal(words.provenance(follower), 'Added, Nov 3, 2026', elsewhere);
  }
});

test('says when the list was last read', () => {
  const time = new Date(2026, 10, 3, 14, 5);
  for (const value of [time.getTime(), time.toISOString()]) {
    assert.equal(createWords({ lang: 'en-GB' }).say('stale', { time: value }), 'Last updated 14:05.');
  }
});

const polish: Messages<never> = {
  ...en,
  heading: 'Obserwujący kontakt',
  found: {
    one: 'Znaleziono {n} osobę',
    few: 'Znaleziono {n} osoby',
    many: 'Znaleziono {n} osób',
    other: 'Znaleziono {n} osoby',
  },
};

test('uses the plural forms of the language, and its digits', () => {
  addLanguage('pl', polish);
  const some: Messages<never> = { ...en, found: { few: 'few {n}', many: 'many {n}', other: 'other {n}' } };
  addLanguage('ar-EG', some);
  const say = (n: number) => createWords({ lang: 'pl' }).say('found', { n });
  assert.deepEqual([1, 22, 5].map(say), ['Znaleziono 1 osobę', 'Znaleziono 22 osoby', 'Znaleziono 5 osób']);
  assert.equal(createWords({ lang: 'ar-EG' }).say('found', { n: 3 }), 'few ٣');
  assert.equal(createWords({ lang: 'ar-EG' }).say('found', { n: 2 }), 'other ٢');
});

test('two elements of one page speak two languages', () => {
  addLanguage('pl', polish);
  const [one, two] = [createWords({ lang: 'pl' }), createWords({ lang: 'en' })];
  assert.deepEqual([one.say('heading'), two.say('heading')], ['Obserwujący kontakt', 'Contact followers']);
});

test('looks for pt-BR, then pt, then English', () => {
  addLanguage('pt', { ...en, undo: 'Anular' });
  const undo = (lang: string) => createWords({ lang }).say('undo');
  assert.deepEqual(['pt-BR', 'PT-br', 'pt_BR', 'pt', 'sv'].map(undo), [
    'Anular',
    'Anular',
    'Anular',
    'Anular',
    'Undo',
  ]);
  addLanguage('pt-BR', { ...en, undo: 'Desfazer' });
  assert.deepEqual(['pt-BR', 'pt-PT'].map(undo), ['Desfazer', 'Anular']);
});

test('speaks English without a word about a language it does not know or a tag that is none', (t) => {
  const warn = t.mock.method(console, 'warn', () => {});
  for (const lang of ['en_US', 'x', '', 'zh-CN_#Hans', 'sv', '__proto__', '💥']) {
    assert.equal(createWords({ lang }).say('found', { n: 1 }), '1 person found', lang);
  }
  assert.equal(warn.mock.callCount(), 0);
});

test('takes a missing sentence from English, with its plural, and warns once', () => {
  const warn = mock.method(console, 'warn', () => {});
  const { found: _, ...partial } = en;
  // @ts-expect-error A language that lacks a sentence does not even compile.
  const lacking: Messages<'other'> = partial;
  addLanguage('ja', lacking);
  for (let i = 0; i < 2; i++) {
    assert.equal(createWords({ lang: 'ja' }).say('found', { n: 1 }), '1 person found');
  }
  assert.equal(warn.mock.callCount(), 1);
  assert.match(String(warn.mock.calls[0]!.arguments[0]), /found.*ja/);
  warn.mock.restore();
});

test("a host's own words win, for its own record type too, and leave the rest", () => {
  const messages = { heading: 'Watchers', 'heading.ticket': 'Ticket watchers', undo: undefined };
  assert.equal(createWords({ messages }).say('heading'), 'Watchers');
  assert.equal(createWords({ messages, type: 'opportunity' }).say('heading'), 'Watchers');
  assert.equal(createWords({ messages, type: 'ticket' }).say('heading'), 'Ticket watchers');
  assert.equal(createWords({ messages }).say('undo'), 'Undo');
  assert.equal(createWords({ messages }).say('retry'), 'Try again');
});

test("a host's own words in a language we do not have follow that language", () => {
  const messages = { found: { one: '{n} persona', other: '{n} personas' } };
  assert.equal(createWords({ lang: 'es', messages }).say('found', { n: 12345 }), '12.345 personas');
});
