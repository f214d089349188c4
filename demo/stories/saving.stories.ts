/** Changes of a record that exists, kept in the element until `save()`: what waits, what was refused, what was lost. */
import { click, find, pick, press } from './acting.ts';
import { common, form } from './element.ts';
import { eightFollowers, nineFollowers } from './people.ts';
import { type Meta, story } from './story.ts';

export default {
  title: 'Saving later',
  component: 'crm-followers',
  args: {
    view: 'field',
    saveMode: 'manual',
    endpoint: '/api',
    recordType: 'contact',
    recordId: 'c1',
    recordName: 'Maria Lopez',
    label: 'Followers',
    name: 'followers',
    ownerName: 'owner',
  },
  argTypes: { ...common, ...form },
  parameters: { width: 480 },
} satisfies Meta;

export const Unsaved = story({
  parameters: {
    about: 'Dashed until saved, and counted. Removed people are gone from sight.',
    shows: ['2 changes not saved', 'Tom Becker', '3 of 10'],
  },
  async play({ element }) {
    await click(element, 'button', 'Remove Lena Fischer');
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
    await find(element, 'button', 'Remove Tom Becker');
  },
});

export const NewOwner = story({
  name: 'New owner, unsaved',
  parameters: {
    about: 'The question is asked at the pick, not at the save.',
    shows: ['Tom Becker will be the owner.', 'Undo'],
  },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await pick(element, 'Tom Becker', 'Change owner');
    await click(element, 'button', 'Make owner');
    await find(element, 'button', 'Undo');
  },
});

export const Taken = story({
  name: 'Last place taken meanwhile',
  args: { recordId: 'c-nine', recordName: 'Northern Mills' },
  parameters: {
    about: 'Somebody else took it before the save: the pick stays, and says what stands against it.',
    extra: nineFollowers,
    shows: ['Tom Becker', 'All 10 places are taken. Remove someone to add another.', '1 change not saved'],
  },
  async play({ element, as }) {
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
    await as('admin', 'PUT /records/contact/c-nine/followers/u112');
    await element.refresh();
  },
});

export const Saving = story({
  parameters: {
    about: 'On its way.',
    answers: { 'POST /followers': { delay: Infinity } },
    shows: ['Tom Becker', '4 of 10'],
  },
  async play({ element }) {
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
    void element.save();
  },
});

export const Saved = story({
  parameters: { about: 'All of it, in one request.', shows: ['Followers saved.', '4 of 10'] },
  async play({ element }) {
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
    await element.save();
  },
});

export const SomeRefused = story({
  name: 'Some refused',
  args: { recordId: 'c-eight', recordName: 'Northern Mills' },
  parameters: {
    about:
      'The last place went to somebody else while it was saved: who was refused stays, to be tried again.',
    extra: eightFollowers,
    shows: ['Rob Keller, not added', 'Try again', "1 added. 1 person wasn't: see above.", '10 of 10'],
  },
  async play({ element, as }) {
    for (const name of ['Tom Becker', 'Rob Keller']) await pick(element, name, 'Followers');
    press(element, 'Escape');
    await as('admin', 'PUT /records/contact/c-eight/followers/u112');
    await element.save();
    await find(element, 'button', 'Try again Rob Keller');
  },
});

export const OwnerRefused = story({
  name: 'Owner refused',
  parameters: {
    about: 'Somebody else changed the owner meanwhile: it is said where the owner stands.',
    viewer: 'admin',
    statuses: [412],
    shows: ['José Álvarez', "Tom Becker wasn't made the owner: someone else changed the owner a moment ago."],
  },
  async play({ element, as }) {
    await click(element, 'button', 'Priya Mehta');
    await pick(element, 'Tom Becker', 'Change owner');
    await click(element, 'button', 'Make owner');
    await find(element, 'button', 'Undo');
    await as('owner', 'PUT /records/contact/c1/owner', { userId: 'u101' });
    await element.save();
  },
});

export const SignedOut = story({
  parameters: {
    about: 'Signed out at the save: nothing is lost, everything waits for the next one.',
    answers: { 'POST /followers': { status: 401 } },
    state: 'not-authenticated',
    shows: ["You're signed out. Sign in again, then try once more."],
  },
  async play({ element }) {
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
    await element.save();
  },
});

export const Failed = story({
  parameters: {
    about: 'The server failed at the save (500).',
    answers: { 'POST /followers': { status: 500 } },
    shows: ['Tom Becker, not added', "The server isn't available. Your change wasn't saved.", 'Try again'],
  },
  async play({ element }) {
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
    await element.save();
  },
});

export const Offline = story({
  parameters: {
    about: 'Picking needs no network; saving does.',
    shows: ['Tom Becker', '1 change not saved'],
  },
  async play({ element, goOffline }) {
    await pick(element, 'Tom Becker', 'Followers');
    press(element, 'Escape');
    goOffline();
  },
});

export const AsPanel = story({
  name: 'As a panel',
  args: { view: 'panel', ownerName: '' },
  parameters: {
    about: 'Every view can wait.',
    shows: ['1 change not saved', 'Tom Becker', '4 of 10'],
  },
  async play({ element }) {
    await pick(element, 'Tom Becker', 'Add followers');
    press(element, 'Escape');
  },
});

export const InStack = story({
  name: 'In a stack',
  args: { view: 'stack', ownerName: '' },
  parameters: { about: 'The panel in the popup says what is not saved.', shows: ['1 change not saved'] },
  async play({ element }) {
    await click(element, 'button', 'Maria Lopez');
    await click(element, 'button', 'Remove Lena Fischer');
  },
});

export const OwnerAlone = story({
  name: 'As an owner badge',
  args: { view: 'owner', ownerName: '' },
  parameters: { about: 'The owner that will be.', viewer: 'admin', shows: ['Tom Becker will be the owner.'] },
  async play({ element }) {
    await click(element, 'button', 'Priya Mehta');
    await pick(element, 'Tom Becker', 'Change owner');
    await click(element, 'button', 'Make owner');
  },
});
