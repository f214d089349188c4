/** Which check answers when several would fail: sign-in, form, sight, right, version, person, places. */
import {
  type Answer,
  ask,
  type Call,
  followerIds,
  followerOf,
  followersOf,
  handOver,
  nameOf,
  NOBODY,
  NOTHING,
  ownerOf,
  read,
  TOO_LONG,
} from '../ask.ts';
import type { Case } from '../case.ts';
import { equal, problem, status } from '../expect.ts';

const told = ({ status: code, body }: Answer) => [code, body?.code];

export const order: Case[] = [
  {
    id: 'first-check-answers',
    title: 'speaks of missing rights before it speaks of the person or of places',
    features: [],
    record: 'full',
    needs: ['reader'],
    async run(context) {
      const request = `PUT ${followerOf(context.record, NOBODY)}`;
      problem(await ask(context, 'reader', request), 403, 'action-forbidden', 'read-only');
    },
  },
  {
    id: 'order-places',
    title: 'counts places only for somebody who could be added',
    features: [],
    record: 'full',
    needs: ['owner', 'colleague'],
    async run(context) {
      const { people, record } = context;
      const add = (id: string) => ask(context, 'owner', `PUT ${followerOf(record, id)}`);
      const before = await read(context, 'owner');
      const again = await add(followerIds(before).at(-1)!);
      status(again, 200);
      equal(again.body, before, 'a full list with somebody who is on it added again');
      problem(await add(people.owner), 409, 'user-is-owner');
      problem(await add(NOBODY), 422, 'user-not-assignable');
      problem(await add(people.colleague), 409, 'follower-limit');
    },
  },
  {
    id: 'order-places-inactive',
    title: 'says of a full list, too, that an account is closed',
    features: [],
    record: 'full',
    needs: ['owner', 'inactive'],
    async run(context) {
      const { people, record } = context;
      const answer = await ask(context, 'owner', `PUT ${followerOf(record, people.inactive)}`);
      problem(answer, 422, 'user-not-assignable', 'user-inactive');
    },
  },
  {
    id: 'order-sign-in',
    title: 'asks somebody unknown to sign in, however malformed their request is',
    features: [],
    needs: [],
    async run(context) {
      const { record } = context;
      const requests = [
        `GET ${followersOf({ ...record, id: TOO_LONG })}`,
        `GET ${followersOf({ ...record, type: 'Contact' })}`,
        `PUT ${followerOf(record, TOO_LONG)}`,
        `DELETE ${followerOf(NOTHING, TOO_LONG)}`,
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
    features: [],
    record: 'empty',
    needs: ['restricted'],
    async run(context) {
      const { record } = context;
      const requests = [
        `PUT ${followerOf(record, TOO_LONG)}`,
        `DELETE ${followerOf(record, TOO_LONG)}`,
        `GET /users?limit=0&for=${nameOf(record)}`,
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
    features: ['owner'],
    record: 'usual',
    needs: ['owner', 'follower', 'restricted'],
    async run(context) {
      const { people, record } = context;
      const request = `PUT ${ownerOf(record)}`;
      for (const userId of [NOBODY, people.owner]) {
        const json = { userId };
        problem(await ask(context, 'restricted', request, { json }), 404, 'not-found');
        const forbidden = await ask(context, 'follower', request, { json });
        problem(forbidden, 403, 'owner-change-forbidden', 'followers-cannot-change-owner', undefined);
        problem(await ask(context, 'owner', request, { json }), 428, 'precondition-required');
        const stale = { json, headers: { 'If-Match': '"0"' } };
        problem(await ask(context, 'owner', request, stale), 412, 'version-mismatch');
      }
      const person = await handOver(context, 'owner', { userId: NOBODY });
      problem(person, 422, 'user-not-assignable');
    },
  },
  {
    id: 'owner-order-form',
    title: 'reads the body after it knows the caller and before it looks for the record',
    features: ['owner'],
    record: 'usual',
    needs: ['follower', 'restricted', 'colleague'],
    async run(context) {
      const { people, record } = context;
      const calls: Call[] = [
        { json: '{"userId":' },
        { json: { userId: '..' } },
        { json: { userId: people.colleague }, headers: { 'If-Match': '17' } },
      ];
      for (const call of calls) {
        const request = `PUT ${ownerOf(record)}`;
        problem(await ask(context, null, request, call), 401, 'not-authenticated');
        for (const as of ['restricted', 'follower'] as const) {
          equal(told(await ask(context, as, request, call)), [400, 'invalid-request'], JSON.stringify(call));
        }
      }
    },
  },
];
