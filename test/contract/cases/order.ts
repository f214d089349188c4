/** Which check answers when several would fail: sign-in, form, sight, right, version, person, places. */
import {
  type Answer,
  ask,
  type Call,
  type Case,
  equal,
  followerOf,
  followersOf,
  handOver,
  ownerOf,
  problem,
  status,
} from '../case.ts';

const NOBODY = 'there-is-no-such-person';
const LONG = 'x'.repeat(201);

const told = ({ status: code, body }: Answer) => [code, body?.code];

export const order: Case[] = [
  {
    id: 'first-check-answers',
    title: 'speaks of missing rights before it speaks of the person or of places',
    level: 'required',
    needs: [],
    async run(context) {
      const request = `PUT ${followerOf(context.fixture.contacts.full, NOBODY)}`;
      problem(await ask(context, 'reader', request), 403, 'action-forbidden', 'read-only');
      problem(await ask(context, 'owner', request), 422, 'user-not-assignable');
    },
  },
  {
    id: 'order-places',
    title: 'counts places only for somebody who could be added',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const add = (id: string) => ask(context, 'owner', `PUT ${followerOf(contacts.full, id)}`);
      const before = (await ask(context, 'owner', `GET ${followersOf(contacts.full)}`)).body;
      const again = await add(people.lastInFull);
      status(again, 200);
      equal(again.body, before, 'a full list with somebody who is on it added again');
      problem(await add(people.owner), 409, 'user-is-owner');
      problem(await add(people.inactive), 422, 'user-not-assignable', 'user-inactive');
      problem(await add(people.foreign), 422, 'user-not-assignable');
      problem(await add(people.colleague), 409, 'follower-limit');
    },
  },
  {
    id: 'order-sign-in',
    title: 'asks somebody unknown to sign in, however malformed their request is',
    level: 'required',
    needs: [],
    async run(context) {
      const { contacts } = context.fixture;
      const requests = [
        `GET ${followersOf(LONG)}`,
        `GET ${followersOf(contacts.usual).replace('contact', 'Contact')}`,
        `PUT ${followerOf(contacts.usual, LONG)}`,
        `DELETE ${followerOf('no-such-contact', LONG)}`,
        'GET /users?limit=0',
        'GET /users?for=contact',
      ];
      for (const request of requests) {
        problem(await ask(context, null, request), 401, 'not-authenticated');
      }
    },
  },
  {
    id: 'order-form',
    title: 'answers a malformed request alike whether or not the caller sees the record',
    level: 'required',
    needs: [],
    async run(context) {
      const { contacts } = context.fixture;
      const requests = [
        `PUT ${followerOf(contacts.usual, LONG)}`,
        `DELETE ${followerOf(contacts.usual, LONG)}`,
        `GET /users?limit=0&for=contact:${contacts.usual}`,
      ];
      for (const request of requests) {
        const seen = await ask(context, 'admin', request);
        equal(told(await ask(context, 'restricted', request)), told(seen), `${request.slice(0, 60)}: answer`);
      }
    },
  },
  {
    id: 'owner-order',
    title: 'tests rights before the version, and the version before the person',
    level: 'optional',
    needs: ['owner'],
    async run(context) {
      const { people, contacts } = context.fixture;
      const request = `PUT ${ownerOf(contacts.usual)}`;
      for (const userId of [NOBODY, people.owner]) {
        const json = { userId };
        problem(await ask(context, 'restricted', request, { json }), 404, 'not-found');
        const forbidden = await ask(context, 'follower', request, { json });
        problem(forbidden, 403, 'owner-change-forbidden', 'followers-cannot-change-owner', undefined);
        problem(await ask(context, 'owner', request, { json }), 428, 'precondition-required');
        const stale = { json, headers: { 'If-Match': '"0"' } };
        problem(await ask(context, 'owner', request, stale), 412, 'version-mismatch');
      }
      const person = await handOver(context, 'owner', contacts.usual, { userId: NOBODY });
      problem(person, 422, 'user-not-assignable');
    },
  },
  {
    id: 'owner-order-form',
    title: 'reads the body after it knows the caller and before it looks for the record',
    level: 'optional',
    needs: ['owner'],
    async run(context) {
      const { people, contacts } = context.fixture;
      const calls: Call[] = [
        { json: '{"userId":' },
        { json: { userId: '..' } },
        { json: { userId: people.colleague }, headers: { 'If-Match': '17' } },
      ];
      for (const call of calls) {
        const request = `PUT ${ownerOf(contacts.usual)}`;
        problem(await ask(context, null, request, call), 401, 'not-authenticated');
        for (const as of ['restricted', 'follower'] as const) {
          equal(told(await ask(context, as, request, call)), [400, 'invalid-request'], JSON.stringify(call));
        }
      }
    },
  },
];
