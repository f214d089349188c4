import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../src/locales/en.ts';
import type { Message, MessageKey } from '../../src/locales/languages.ts';
import { createWords, type Params } from '../../src/locales/messages.ts';

const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '');
const forms = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message));

const ADA = { name: 'Ada', n: 7, limit: 10 };
const SENTENCES: [key: MessageKey, params: Params, sentence: string][] = [
  ['heading', {}, 'Contact followers'],
  ['help', {}, "Followers can view and edit this contact. They can't change its owner."],
  ['owner.label', {}, 'Owner'],
  ['owner.none', {}, 'No owner'],
  ['owner.change', {}, 'Change owner'],
  ['owner.assign', {}, 'Assign owner'],
  ['owner.take', {}, 'Make me the owner'],
  ['add.label', {}, 'Add followers'],
  ['add.hint', {}, 'Name or email'],
  ['list.label', {}, 'People'],
  ['list.open', {}, 'Show people'],
  ['self.follow', {}, 'Follow'],
  ['self.stop', {}, 'Stop following'],
  ['self.chip', {}, 'You'],
  ['remove', ADA, 'Remove Ada'],
  ['followers.name', ADA, 'Followers, 7 of 10'],
  ['meter', ADA, '7 of 10'],
  ['places', { n: 1 }, '1 place left'],
  ['places', { n: 2 }, '2 places left'],
  ['more', { n: 1 }, 'Show 1 more'],
  ['more', { n: 4 }, 'Show 4 more'],
  ['stack.name', { record: 'Maria Lopez', n: 1 }, 'Maria Lopez: 1 follower'],
  ['stack.name', { record: 'Maria Lopez', n: 3 }, 'Maria Lopez: 3 followers'],
  ['stack.name', { n: 3 }, '3 followers'],
  ['chips.review', { n: 1 }, '1 follower, Shift+Tab to review'],
  ['chips.review', { n: 3 }, '3 followers, Shift+Tab to review'],
  ['details', {}, 'Details'],
  ['history', {}, 'History'],
  ['dismiss', {}, 'Dismiss'],
  ['undo', {}, 'Undo'],
  ['retry', {}, 'Try again'],
  ['cancel', {}, 'Cancel'],
  ['option.me', ADA, 'Ada (you)'],
  ['option.added', {}, 'Added'],
  ['option.gain.none', {}, 'Will get access'],
  ['option.gain.view', {}, 'Will be able to edit'],
  ['follow.cost', {}, "As a follower you won't be able to change the owner."],
  ['follower-limit.draft', ADA, 'You can choose up to 10 followers.'],
  ['access-lost', {}, 'You no longer have access to this contact, or it was deleted.'],
  ['timeout.checking', {}, 'No answer yet. Checking what was saved…'],
  ['timeout.saved', {}, 'Saved after all.'],
  ['timeout.lost', {}, 'Not saved.'],
  ['undo.refused', { reason: 'Already following' }, "Couldn't undo. Already following"],
  ['loading', {}, 'Loading followers'],
  ['empty', {}, 'No followers yet. People you add can view and edit this contact.'],
  ['empty.read-only', {}, 'No followers.'],
  ['over-limit', { n: 12, limit: 10 }, '12 followers, but only 10 are allowed. Remove some to add others.'],
  ['pending', {}, 'Saving…'],
  ['slow', {}, 'Still saving…'],
  ['load-failed', {}, "Followers can't be shown right now."],
  ['setup', {}, "Followers aren't set up on this page."],
  ['unknown', {}, 'Unknown person'],
  ['unnamed', {}, 'Unnamed person'],
  ['inactive', {}, 'Inactive'],
  ['search.busy', {}, 'Searching…'],
  ['search.none', { query: 'jos' }, 'No one found for “jos”.'],
  ['search.nobody', {}, 'No one left to add.'],
  ['search.failed', {}, "Search isn't available."],
  ['search.more', {}, 'Type more letters to narrow the list.'],
  ['not-added', ADA, 'Ada, not added'],
  ['required', {}, 'Add at least one follower.'],
  ['unsaved', { n: 1 }, '1 change not saved'],
  ['unsaved', { n: 2 }, '2 changes not saved'],
  ['leave.title', { record: 'Maria Lopez' }, 'Stop following Maria Lopez?'],
  ['leave.title', {}, 'Stop following this contact?'],
  ['leave.body', { owner: 'Priya' }, "You'll lose access. Priya or an admin can add you again."],
  ['leave.body', {}, "You'll lose access. An admin can add you again."],
  ['leave.yes', {}, 'Stop following'],
  ['leave.no', {}, 'Keep following'],
  ['handover.title', ADA, 'Make Ada the owner?'],
  ['handover.body', ADA, 'Only Ada or an admin can change this back.'],
  ['handover.keep', {}, 'Keep me as a follower'],
  ['handover.keep.other', { previous: 'Priya' }, 'Keep Priya as a follower'],
  [
    'handover.full',
    { limit: 10, previous: 'Priya' },
    "All 10 places are taken, so Priya can't stay as a follower.",
  ],
  ['handover.lose', {}, "You'll lose access to this contact."],
  ['handover.yes', {}, 'Make owner'],
  ['done.add', ADA, 'Ada added. 7 of 10 followers.'],
  ['done.remove', ADA, 'Ada removed. 7 of 10 followers.'],
  ['done.remove.inactive', ADA, "Ada removed. Inactive people can't be added again."],
  ['done.remove.over', { ...ADA, n: 11 }, 'Ada removed. Still over the limit: 11 of 10.'],
  ['done.follow', ADA, "You're following. 7 of 10 followers."],
  ['done.leave', {}, 'You stopped following.'],
  ['done.leave.final', { owner: 'Priya' }, 'You stopped following. The owner or an admin can add you again.'],
  ['done.leave.final', {}, 'You stopped following. An admin can add you again.'],
  ['done.left-access', {}, 'You stopped following and no longer have access.'],
  ['done.owner', ADA, 'Ada is now the owner.'],
  ['done.undo', ADA, 'Undone. 7 of 10 followers.'],
  ['limit.reached', ADA, 'All 10 places are now taken.'],
  ['found', { n: 1 }, '1 person found'],
  ['found', { n: 0 }, '0 people found'],
  ['found.capped', { n: 1000 }, 'More than 1,000 people found'],
  ['remote.add', { by: 'Priya', name: 'Ada' }, 'Priya added Ada.'],
  ['remote.add', { name: 'Ada' }, 'Ada was added.'],
  ['remote.remove', { by: 'Priya', name: 'Ada' }, 'Priya removed Ada.'],
  ['remote.remove', { name: 'Ada' }, 'Ada was removed.'],
  [
    'remote.many',
    { added: 2, removed: 1, n: 7, limit: 10 },
    'Followers changed: 2 added, 1 removed. 7 of 10.',
  ],
  ['remote.rule', { name: 'Ada', rule: 'Big deals' }, 'Ada was added by the workflow Big deals.'],
  ['remote.rule', { name: 'Ada' }, 'Ada was added by a workflow.'],
  ['remote.owner', { by: 'Priya', name: 'Ada' }, 'Priya made Ada the owner.'],
  ['remote.owner', { name: 'Ada' }, 'Ada is now the owner.'],
  ['rights.less', {}, 'You can no longer change followers.'],
  ['rights.more', {}, 'You can change followers now.'],
  ['save.some', { a: 2, n: 1 }, "2 added. 1 person wasn't: see above."],
  ['save.some', { a: 2, n: 3 }, "2 added. 3 people weren't: see above."],
  ['save.all', {}, 'Followers saved.'],
  ['save.part', { n: 1 }, '1 change saved.'],
  ['save.part', { n: 2 }, '2 changes saved.'],
  ['unsaved.chip', {}, 'not saved yet'],
  ['staged.owner', ADA, 'Ada will be the owner.'],
  ['staged.follow', ADA, "You'll follow. 7 of 10 followers."],
  ['staged.leave', {}, "You'll stop following."],
  ['owner.version-mismatch', ADA, "Ada wasn't made the owner: someone else changed the owner a moment ago."],
  ['owner.user-inactive', ADA, "Ada wasn't made the owner: the account is inactive."],
  ['owner.user-not-assignable', ADA, "Ada wasn't made the owner: this person can't own it."],
  ['source.auto', {}, 'Auto'],
];

test('says every sentence as it was agreed', () => {
  const { say } = createWords({});
  for (const [key, params, sentence] of SENTENCES) assert.equal(bare(say(key, params)), sentence, key);
});

test('speaks of opportunities and of other records in whole sentences of their own', () => {
  const opportunity = createWords({ type: 'opportunity' });
  const ticket = createWords({ type: 'ticket' });
  for (const key of Object.keys(en) as MessageKey[]) {
    const [message] = forms(en[key]) as [string];
    if (/\.(opportunity|record)$/.test(key) || !/contact/i.test(message)) continue;
    const keyOf = (type: string) => `${key}.${type}` as MessageKey;
    const inserted = (noun: string) =>
      message.replace('Contact', noun[0]!.toUpperCase() + noun.slice(1)).replace('contact', noun);
    assert.equal(en[keyOf('opportunity')], inserted('opportunity'), key);
    assert.equal(en[keyOf('record')], inserted('record'), key);
    assert.equal(opportunity.say(key), opportunity.say(keyOf('opportunity')));
    assert.equal(ticket.say(key), ticket.say(keyOf('record')));
  }
  assert.equal(opportunity.say('heading'), 'Opportunity followers');
  assert.equal(ticket.say('leave.title'), 'Stop following this record?');
});

test('keeps to the rules of wording', () => {
  for (const [key, message] of Object.entries(en)) {
    for (const text of forms(message)) {
      assert.ok(text.length <= 90, `${key} is too long`);
      assert.doesNotMatch(
        text,
        /!|\binvalid\b|\berror\b|\bdenied\b|you must|<|&\w+;|\b(he|she|his|her)\b/i,
        key,
      );
    }
  }
});

test('has one form for each plural of English', () => {
  for (const [key, message] of Object.entries(en)) {
    if (typeof message !== 'string') assert.deepEqual(Object.keys(message), ['one', 'other'], key);
  }
});
