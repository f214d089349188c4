/** The followers as a row of avatars, as in a list of records; the panel opens from it. */
import { el } from '../pages/dom.ts';
import { click, find, open, pick } from './acting.ts';
import { common, followers } from './element.ts';
import { longNames, rightToLeft } from './people.ts';
import { type Meta, story } from './story.ts';

export default {
  title: 'Stack',
  component: 'crm-followers',
  args: { view: 'stack', endpoint: '/api', recordType: 'contact', recordId: 'c1', recordName: 'Maria Lopez' },
  argTypes: common,
} satisfies Meta;

export const Default = story({
  parameters: { about: 'One button; it names the record and the people.' },
  async play({ element }) {
    await find(element, 'button', 'Maria Lopez: 3 followers: Lena Fischer, Rita Sørby, and Ines Moreau');
  },
});

export const Open = story({
  parameters: {
    about: 'The whole panel, with everything it can do.',
    shows: ['Change owner', 'Lena Fischer', '3 of 10'],
  },
  play: ({ element }) => click(element, 'button', 'Maria Lopez'),
});

export const ListOpen = story({
  name: 'Open, with its list',
  parameters: { about: 'One popup above another; Escape closes them one by one.', shows: ['Ada Whitlock'] },
  async play({ element }) {
    await click(element, 'button', 'Maria Lopez');
    await open(element);
  },
});

export const AddedInIt = story({
  name: 'Added in it',
  parameters: {
    about: 'What is changed in the panel is seen in the stack at once.',
    shows: ['Tom Becker added. 4 of 10 followers.', '4 of 10'],
  },
  async play({ element }) {
    await click(element, 'button', 'Maria Lopez');
    await pick(element, 'Tom Becker');
    await find(element, 'button', 'Maria Lopez: 4 followers');
  },
});

export const Follower = story({
  name: 'Follower’s view',
  parameters: { about: 'You first.', viewer: 'follower' },
  async play({ element }) {
    await find(element, 'button', 'Maria Lopez: 3 followers: You, Rita Sørby, and Ines Moreau');
  },
});

export const ReadOnly = story({
  name: 'Read-only, open',
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor' },
  parameters: {
    about: 'The reason stands in the panel.',
    viewer: 'reader',
    shows: ['You can view this contact. To change followers you need edit rights.'],
  },
  play: ({ element }) => click(element, 'button', 'Daniel Okafor'),
});

export const Empty = story({
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor' },
  parameters: { about: 'The way to the first follower.' },
  async play({ element }) {
    await find(element, 'button', 'Daniel Okafor: 0 followers. Add followers');
  },
});

export const Full = story({
  args: { recordId: 'c-full', recordName: 'Marcus Chen' },
  parameters: { about: 'Four faces, and a number for the rest.' },
  async play({ element }) {
    await find(element, 'button', 'Marcus Chen: 10 followers');
  },
});

export const OverTheLimit = story({
  args: { recordId: 'c-over', recordName: 'Elif Aydın' },
  parameters: {
    about: 'Twelve of ten, open.',
    shows: ['12 followers, but only 10 are allowed. Remove some to add others.', '12 of 10'],
  },
  play: ({ element }) => click(element, 'button', 'Elif Aydın'),
});

export const LongNames = story({
  args: { recordId: 'c-long', recordName: 'Aktiengesellschaft für Donaudampfschifffahrt' },
  parameters: {
    about: 'Long names change nothing in the row.',
    viewer: 'admin',
    extra: longNames,
    shows: ['Maximiliana Konstantinopoulou', '5 of 10'],
  },
  play: ({ element }) => click(element, 'button', 'Aktiengesellschaft'),
});

export const RightToLeft = story({
  args: { recordId: 'c-rtl', recordName: 'شركة الميناء' },
  parameters: { about: 'Stacked from the right.', viewer: 'u105', dir: 'rtl', extra: rightToLeft },
  async play({ element }) {
    await find(element, 'button', 'شركة الميناء: 4 followers');
  },
});

export const Table = story({
  name: 'In a list',
  render: (context) =>
    el(
      'table',
      {},
      el('caption', {}, 'Contacts'),
      ...[
        ['c1', 'Maria Lopez'],
        ['c-empty', 'Daniel Okafor'],
        ['c-full', 'Marcus Chen'],
        ['c-over', 'Elif Aydın'],
      ].map(([recordId, recordName = '']) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, recordName),
          el('td', {}, followers(context, { recordId, recordName })),
        ),
      ),
    ),
  parameters: {
    about: 'One a row, on the colour of the page.',
    css: `table { border-collapse: collapse; inline-size: 100%; max-inline-size: 30em }
      caption { text-align: start; font-weight: 600; padding-block: .5em }
      th, td { text-align: start; font-weight: 400; padding: .4em .5em; border-block-end: 1px solid #8884 }`,
    shows: ['Elif Aydın'],
  },
});

export const TurnedOff = story({
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor' },
  parameters: { about: 'A limit of 0, open.', limit: 0, shows: ['Following is turned off here.'] },
  play: ({ element }) => click(element, 'button', 'Daniel Okafor'),
});

export const Loading = story({
  parameters: {
    about: 'Places for faces.',
    answers: { 'GET /followers': { delay: Infinity } },
    state: 'loading',
  },
});

export const NoAccess = story({
  parameters: {
    about: 'A sign in the row, the sentence behind it.',
    viewer: 'rob',
    state: 'not-found',
    statuses: [404],
    shows: ["You don't have access to this contact, or it was deleted."],
  },
  play: ({ element }) => click(element, 'button', "You don't have access"),
});

export const SignedOut = story({
  parameters: {
    about: 'The session is over.',
    viewer: 'nobody',
    state: 'not-authenticated',
    statuses: [401],
    shows: ["You're signed out. Sign in again, then try once more."],
  },
  play: ({ element }) => click(element, 'button', "You're signed out"),
});

export const Failed = story({
  parameters: {
    about: 'The server fails (500): the way to try again is in the panel.',
    answers: { 'GET /followers': { status: 500 } },
    state: 'unavailable',
    shows: ["Followers can't be shown right now.", 'Try again'],
  },
  play: ({ element }) => click(element, 'button', "Followers can't be shown"),
});
