/** The owner as a badge: who it is, how another takes over, and why that can't be. */
import { click, find, pick, press } from './acting.ts';
import { common, followers } from './element.ts';
import { el } from '../pages/dom.ts';
import { inactiveOwner, longNames, rightToLeft } from './people.ts';
import { type Meta, story } from './story.ts';

export default {
  title: 'Owner badge',
  component: 'crm-followers',
  args: { view: 'owner', endpoint: '/api', recordType: 'contact', recordId: 'c1', recordName: 'Maria Lopez' },
  argTypes: common,
  parameters: { width: 320 },
} satisfies Meta;

export const Default = story({
  parameters: { about: 'May change it: the badge is the button.', shows: ['Priya Mehta', 'Owner'] },
});

export const ListOpen = story({
  parameters: { about: 'The same list as everywhere, one choice.', shows: ['Ada Whitlock'] },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await find(element, 'option', 'Ada Whitlock');
  },
});

export const TakeOver = story({
  name: 'Make me the owner',
  parameters: {
    about: 'A colleague takes it with one press, at the end of the list.',
    viewer: 'colleague',
    shows: ['Make me the owner'],
  },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await find(element, 'button', 'Make me the owner');
  },
});

export const Question = story({
  name: 'Question before a handover',
  parameters: {
    about: 'What the viewer could not take back is asked first.',
    shows: [
      'Make Tom Becker the owner?',
      'Only Tom Becker or an admin can change this back.',
      'Keep me as a follower',
    ],
  },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await pick(element, 'Tom Becker', 'Change owner');
    await find(element, 'alertdialog');
  },
});

export const HandedOver = story({
  name: 'Handed over',
  parameters: {
    about: 'Done by an admin, who can take it back.',
    viewer: 'admin',
    shows: ['Tom Becker is now the owner.', 'Undo'],
  },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await pick(element, 'Tom Becker', 'Change owner');
    await click(element, 'button', 'Make owner');
    await find(element, 'button', 'Undo');
  },
});

export const Overtaken = story({
  parameters: {
    about: 'Somebody else became the owner meanwhile (412): asked anew, with names.',
    viewer: 'admin',
    statuses: [412],
    shows: ['José Álvarez became the owner a moment ago. Make Tom Becker the owner instead?'],
  },
  async play({ element, as }) {
    await click(element, 'button', 'Priya Mehta');
    await pick(element, 'Tom Becker', 'Change owner');
    await find(element, 'alertdialog');
    await as('owner', 'PUT /records/contact/c1/owner', { userId: 'u101' });
    await click(element, 'button', 'Make owner');
    await find(element, 'alertdialog', 'José Álvarez became the owner');
  },
});

export const Follower = story({
  name: 'Follower’s view',
  parameters: {
    about: 'A lock; the reason is one press away, by keyboard and touch too.',
    viewer: 'follower',
    shows: ["Followers can't change the owner. Priya Mehta or an admin can."],
  },
  play: ({ element }) => click(element, 'button', 'Priya Mehta'),
});

export const OwnWords = story({
  name: 'Reason in the page’s words',
  render(context) {
    const element = followers(context);
    element.append(el('span', { slot: 'owner-help' }, 'Ask the sales desk for a new owner.'));
    return element;
  },
  parameters: {
    about: 'The slot `owner-help`.',
    viewer: 'follower',
    shows: ['Ask the sales desk for a new owner.'],
  },
  play: ({ element }) => click(element, 'button', 'Priya Mehta'),
});

export const NoOwner = story({
  args: { recordId: 'c-unowned', recordName: 'Hanna Lindqvist' },
  parameters: { about: 'Nobody yet.', viewer: 'colleague', shows: ['No owner'] },
});

export const InactiveOwner = story({
  args: { recordId: 'c-left', recordName: 'Orphaned account' },
  parameters: {
    about: 'Somebody who left the company still owns it.',
    viewer: 'colleague',
    extra: inactiveOwner,
    shows: ['Gus Petit', 'Inactive'],
  },
});

export const LongName = story({
  args: { recordId: 'c-long', recordName: 'Aktiengesellschaft für Donaudampfschifffahrt' },
  parameters: {
    about: 'One line, cut off at its end.',
    viewer: 'admin',
    extra: longNames,
    shows: ['Maximiliana Konstantinopoulou'],
  },
});

export const RightToLeft = story({
  args: { recordId: 'c-rtl', recordName: 'شركة الميناء' },
  parameters: { about: 'Mirrored.', viewer: 'u105', dir: 'rtl', extra: rightToLeft, shows: ['נועה לוי'] },
});

export const Refused = story({
  parameters: {
    about: 'The server forbids it (403).',
    viewer: 'admin',
    answers: { 'PUT /owner': { status: 403, code: 'owner-change-forbidden' } },
    shows: ["The owner wasn't changed. Priya Mehta or an admin can do it."],
  },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await pick(element, 'Tom Becker', 'Change owner');
    await click(element, 'button', 'Make owner');
  },
});

export const Offline = story({
  parameters: { about: 'The change has to wait.', shows: ["You're offline. Connect to make changes."] },
  async play({ element, goOffline }) {
    await find(element, 'button', 'Priya Mehta');
    goOffline();
  },
});

export const Loading = story({
  parameters: {
    about: 'The final shape.',
    answers: { 'GET /followers': { delay: Infinity } },
    state: 'loading',
  },
});

export const NoAccess = story({
  parameters: {
    about: 'One sentence.',
    viewer: 'rob',
    state: 'not-found',
    statuses: [404],
    shows: ["You don't have access to this contact, or it was deleted."],
  },
});

export const Closed = story({
  name: 'Closed again',
  parameters: { about: 'Escape leaves the owner as it was.', shows: ['Priya Mehta'] },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await find(element, 'option');
    press(element, 'Escape');
    await find(element, 'button', 'Priya Mehta');
  },
});
