/** The followers as one field of a form: in each state that a form, a record or a network can bring it into. */
import { el } from '../pages/dom.ts';
import { click, find, open, pick, press } from './acting.ts';
import { common, followers, form, labelled, saveMode } from './element.ts';
import { longNames, nineFollowers, rightToLeft, sameNames } from './people.ts';
import { type Meta, story } from './story.ts';

export default {
  title: 'Form field',
  component: 'crm-followers',
  args: {
    view: 'field',
    endpoint: '/api',
    recordType: 'contact',
    recordId: 'c1',
    recordName: 'Maria Lopez',
    label: 'Followers',
    name: 'followers',
  },
  argTypes: { ...common, ...form, ...saveMode },
  parameters: { width: 480 },
} satisfies Meta;

export const Default = story({
  parameters: { about: 'The same chips, inside the box of one field.', shows: ['Lena Fischer', '3 of 10'] },
});

export const LabelOfThePage = story({
  name: 'Label of the page',
  args: { label: '' },
  render: (context) => labelled(context, 'Who is kept in the loop'),
  parameters: {
    about: 'A label by `for` names the text inside, and a press on it leads there.',
    shows: ['Who is kept in the loop', '3 of 10'],
  },
});

export const WithTheOwner = story({
  name: 'With the owner',
  args: { ownerName: 'owner' },
  parameters: {
    about: 'A name for the owner makes the owner a field of its own, above.',
    shows: ['Owner', 'Priya Mehta', '3 of 10'],
  },
});

export const Empty = story({
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor' },
  parameters: { about: 'Nobody yet: a field like any other.', shows: ['0 of 10'] },
});

export const Full = story({
  args: { recordId: 'c-full', recordName: 'Marcus Chen' },
  parameters: {
    about: 'Closed, it shows the first of them and how many more there are.',
    shows: ['+4', 'All 10 places are taken. Remove someone to add another.', '10 of 10'],
  },
});

export const EveryoneShown = story({
  name: 'Everyone shown',
  args: { recordId: 'c-full', recordName: 'Marcus Chen' },
  parameters: { about: 'One press shows the others.', shows: ['Björk Ægisdóttir', '10 of 10'] },
  async play({ element }) {
    await click(element, 'button', 'Show 4 more');
    await find(element, 'button', 'Remove Björk Ægisdóttir');
  },
});

export const OverTheLimit = story({
  args: { recordId: 'c-over', recordName: 'Elif Aydın' },
  parameters: {
    about: 'Twelve people of ten: none is hidden for good, and the form says what is wrong.',
    shows: ['12 followers, but only 10 are allowed. Remove some to add others.', '12 of 10'],
  },
});

export const ListOpen = story({
  parameters: {
    about: 'What floats is as wide as the field; the text stays where it is.',
    shows: ['Ada Whitlock', 'Added'],
  },
  play: ({ element }) => open(element, 'Followers'),
});

export const Added = story({
  parameters: {
    about: 'After a pick the list stays open; what happened is said in it.',
    shows: ['Tom Becker added. 4 of 10 followers.', 'Undo'],
  },
  play: ({ element }) => pick(element, 'Tom Becker', 'Followers'),
});

export const Required = story({
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor', required: true },
  parameters: {
    about: 'Sent without anybody, the field says what it needs.',
    shows: ['Add at least one follower.'],
  },
  async play({ element }) {
    await find(element, 'combobox', 'Followers');
    element.reportValidity();
  },
});

export const RefusedByThePage = story({
  name: 'Refused by the page',
  parameters: {
    about: 'A sentence of the page’s own, by setCustomValidity().',
    script: `followers.setCustomValidity('Somebody from Finance has to be among them.');`,
    shows: ['Somebody from Finance has to be among them.'],
  },
  async play({ element }) {
    await find(element, 'combobox', 'Followers');
    element.setCustomValidity('Somebody from Finance has to be among them.');
    element.reportValidity();
  },
});

export const Disabled = story({
  args: { disabled: true },
  parameters: {
    about: 'Takes no part in the form; who follows can still be read.',
    shows: ['Lena Fischer', "You can't edit this form."],
  },
});

export const DisabledByItsFieldset = story({
  name: 'Disabled by its fieldset',
  render: (context) => el('form', {}, el('fieldset', { disabled: '' }, followers(context))),
  parameters: { about: 'As any field.', shows: ['Lena Fischer', "You can't edit this form."] },
});

export const ReadOnly = story({
  name: 'Read-only',
  args: { readonly: true },
  parameters: {
    about: 'Sent with the form, not changeable.',
    shows: ['Lena Fischer', "You can't edit this field."],
  },
});

export const MayOnlyLook = story({
  name: 'Viewer may only look',
  args: { recordId: 'c-empty', recordName: 'Daniel Okafor' },
  parameters: {
    about: 'No rights, no text to type into: the reason instead.',
    viewer: 'reader',
    shows: ['You can view this contact. To change followers you need edit rights.'],
  },
});

export const Restricted = story({
  name: 'Restricted viewer',
  args: { ownerName: 'owner' },
  parameters: {
    about: 'Rita may edit, but as a follower not change the owner.',
    viewer: 'rita',
    shows: ['You', '3 of 10'],
  },
});

export const OwnerLocked = story({
  name: 'Why the owner is locked',
  args: { ownerName: 'owner' },
  parameters: {
    about: 'One press away, since the field has no room for it.',
    viewer: 'follower',
    shows: ["Followers can't change the owner. Priya Mehta or an admin can."],
  },
  play: ({ element }) => click(element, 'button', 'Priya Mehta'),
});

export const LongNames = story({
  args: {
    recordId: 'c-long',
    recordName: 'Aktiengesellschaft für Donaudampfschifffahrt',
    ownerName: 'owner',
  },
  parameters: {
    about: 'Cut off at the end of the box.',
    viewer: 'admin',
    extra: longNames,
    shows: ['Maximiliana Konstantinopoulou', 'Wolfeschlegelsteinhausenbergerdorff', '5 of 10'],
  },
});

export const SameNames = story({
  args: { recordId: 'c-same', recordName: 'Three Marias' },
  parameters: {
    about: 'Told apart by what they do.',
    extra: sameNames,
    shows: ['Sales, Lisbon', 'Support, São Paulo', 'Finance, Porto'],
  },
});

export const RightToLeft = story({
  args: { recordId: 'c-rtl', recordName: 'شركة الميناء', label: 'المتابعون', ownerName: 'owner' },
  parameters: {
    about: 'Mirrored with its page.',
    viewer: 'u105',
    dir: 'rtl',
    extra: rightToLeft,
    shows: ['נועה לוי', 'المتابعون', '4 of 10'],
  },
});

export const LastPlaceLost = story({
  args: { recordId: 'c-nine', recordName: 'Northern Mills' },
  parameters: {
    about: 'Somebody else was faster (409).',
    extra: nineFollowers,
    statuses: [409],
    shows: ["Tom Becker wasn't added: Siobhán O'Connor-Ní Bhriain took the last place.", '10 of 10'],
  },
  async play({ element, as }) {
    await find(element, 'combobox', 'Followers');
    await as('admin', 'PUT /records/contact/c-nine/followers/u112');
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
  },
});

export const Saving = story({
  parameters: {
    about: 'Shown at once, dashed until the server agrees.',
    answers: { 'PUT /followers': { delay: Infinity } },
    shows: ['Tom Becker', '4 of 10'],
  },
  async play({ element }) {
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
  },
});

export const Loading = story({
  parameters: {
    about: 'A box of the final height.',
    answers: { 'GET /followers': { delay: Infinity } },
    state: 'loading',
    shows: ['Followers'],
  },
});

export const Offline = story({
  parameters: {
    about: 'What is saved at once has to wait for the network.',
    shows: ["You're offline. Connect to make changes.", 'Lena Fischer'],
  },
  async play({ element, goOffline }) {
    await find(element, 'button', 'Remove Lena Fischer');
    goOffline();
  },
});

export const Failed = story({
  parameters: {
    about: 'The server fails (500).',
    answers: { 'GET /followers': { status: 500 } },
    state: 'unavailable',
    shows: ["Followers can't be shown right now.", 'Try again'],
  },
});

export const NoAccess = story({
  parameters: {
    about: 'Deleted, or not open to the viewer.',
    viewer: 'rob',
    state: 'not-found',
    statuses: [404],
    shows: ["You don't have access to this contact, or it was deleted."],
  },
});
