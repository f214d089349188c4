/** The panel when something is missing or goes wrong. Every answer is one a server or a network gave. */
import { click, find, pick, press } from './acting.ts';
import { common } from './element.ts';
import { nineFollowers } from './people.ts';
import { type Meta, story } from './story.ts';

export default {
  title: 'When something is wrong',
  component: 'crm-followers',
  args: { endpoint: '/api', recordType: 'contact', recordId: 'c1', recordName: 'Maria Lopez' },
  argTypes: common,
  parameters: { width: 400 },
} satisfies Meta;

export const Loading = story({
  parameters: {
    about: 'A slow server: the final shape, without words. Nothing jumps when the answer comes.',
    answers: { 'GET /followers': { delay: Infinity } },
    state: 'loading',
    shows: ['Contact followers'],
  },
});

export const Waiting = story({
  args: { recordId: '' },
  parameters: {
    about: 'The page does not say yet which record.',
    state: 'waiting',
    shows: ['Contact followers'],
  },
});

export const NoAccess = story({
  parameters: {
    about: 'Deleted or not open to the viewer: one sentence, since the difference is a secret too.',
    viewer: 'rob',
    state: 'not-found',
    statuses: [404],
    shows: ["You don't have access to this contact, or it was deleted."],
  },
});

export const AccessLost = story({
  parameters: {
    about: 'Somebody removed the viewer: names are gone at once.',
    viewer: 'rita',
    state: 'not-found',
    statuses: [404],
    shows: ['You no longer have access to this contact, or it was deleted.'],
  },
  async play({ element, as }) {
    await find(element, 'button', 'Stop following');
    await as('admin', 'DELETE /records/contact/c1/followers/rita');
    await element.refresh();
  },
});

export const SignedOut = story({
  parameters: {
    about: 'The session is over: one way on.',
    viewer: 'nobody',
    state: 'not-authenticated',
    statuses: [401],
    shows: ["You're signed out. Sign in again, then try once more."],
  },
});

export const Offline = story({
  parameters: {
    about: 'The last known people stay; changes have to wait.',
    shows: ["You're offline. Connect to make changes.", 'Lena Fischer'],
  },
  async play({ element, goOffline }) {
    await find(element, 'button', 'Change owner');
    goOffline();
  },
});

export const OfflineFromTheStart = story({
  name: 'Offline from the start',
  parameters: {
    about: 'No network and nothing to show: it loads by itself when the network is back.',
    state: 'offline',
    console: /ERR_FAILED/,
    shows: ["You're offline. Connect to make changes."],
  },
  async play({ element, goOffline }) {
    goOffline();
    await element.refresh();
  },
});

export const Failed = story({
  parameters: {
    about: 'A server that fails (500), asked three times before the page says so.',
    answers: { 'GET /followers': { status: 500 } },
    state: 'unavailable',
    shows: ["Followers can't be shown right now.", 'Try again'],
  },
});

export const ChangeFailed = story({
  parameters: {
    about: 'A change the server failed at (500): nothing is lost, it can be tried again.',
    answers: { 'PUT /followers': { status: 500, times: 3 } },
    shows: ["The server isn't available. Your change wasn't saved.", 'Try again'],
  },
  async play({ element }) {
    await pick(element, 'Tom Becker');
    press(element, 'Escape');
  },
});

export const ChangeForbidden = story({
  parameters: {
    about: 'The server forbids it (403): taken back, with the reason.',
    answers: { 'DELETE /followers': { status: 403, code: 'action-forbidden' } },
    shows: ["Not saved: you don't have permission for this change.", '3 of 10'],
  },
  play: ({ element }) => click(element, 'button', 'Remove Lena Fischer'),
});

export const LastPlaceLost = story({
  args: { recordId: 'c-nine', recordName: 'Northern Mills' },
  parameters: {
    about: 'Two people wanted the last place (409). Who lost it stays in sight, to be tried again.',
    extra: nineFollowers,
    statuses: [409],
    shows: ["Tom Becker wasn't added: Siobhán O'Connor-Ní Bhriain took the last place.", '10 of 10'],
  },
  async play({ element, as }) {
    await find(element, 'button', 'Change owner');
    await as('admin', 'PUT /records/contact/c-nine/followers/u112');
    await pick(element, 'Tom Becker');
    press(element, 'Escape');
  },
});

export const RateLimited = story({
  parameters: {
    about: 'The server asked for a pause (429): the element waits it out and tries again.',
    answers: { 'PUT /followers': { status: 429, code: 'rate-limited', headers: { 'Retry-After': '9' } } },
    shows: ['That was a lot at once. Trying again in'],
  },
  async play({ element }) {
    await pick(element, 'Tom Becker');
    press(element, 'Escape');
  },
});

export const SetUpWrongly = story({
  args: { endpoint: '' },
  parameters: {
    about: 'The page forgot the endpoint: a plain sentence for the viewer, the cause in the console.',
    state: 'setup',
    shows: ["Followers aren't set up on this page."],
    console: /crm-followers/,
  },
});
