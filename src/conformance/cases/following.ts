/** Adding and removing followers, one edge at a time. */
import { ask, followerIds, followerOf, followersOf, NOBODY, NOTHING, read } from '../ask.ts';
import type { Case } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';

export const following: Case[] = [
  {
    id: 'add',
    title: 'adds a follower and answers the record as it then is',
    features: [],
    record: 'usual',
    needs: ['owner', 'follower', 'colleague'],
    async run(context) {
      const { people, record } = context;
      const answer = await ask(context, 'owner', `PUT ${followerOf(record, people.colleague)}`);
      status(answer, 201);
      equal(followerIds(answer.body).at(-1), people.colleague, 'the new follower comes last');
      equal(await read(context, 'owner'), answer.body, 'the next read');
    },
  },
  {
    id: 'add-again',
    title: 'keeps date, source and version when somebody who follows is added again',
    features: [],
    record: 'usual',
    needs: ['owner', 'follower'],
    async run(context) {
      const { people, record } = context;
      const before = await read(context, 'owner');
      const answer = await ask(context, 'owner', `PUT ${followerOf(record, people.follower)}`);
      status(answer, 200);
      equal(answer.body, before, 'the record');
    },
  },
  {
    id: 'version-counts-changes',
    title: 'raises the version by one for each effective change and not for others',
    features: [],
    record: 'empty',
    needs: ['owner', 'colleague'],
    async run(context) {
      const { people, record } = context;
      const edge = followerOf(record, people.colleague);
      const before = await read(context, 'owner');
      if (before.record.version === undefined) return;
      const start = BigInt(before.record.version);
      const requests = [`PUT ${edge}`, `PUT ${edge}`, `DELETE ${edge}`, `DELETE ${edge}`];
      for (const request of requests) await ask(context, 'owner', request);
      const after = await read(context, 'owner');
      equal(after.record.version, String(start + 2n), 'version after one addition and one removal');
    },
  },
  {
    id: 'add-by-follower',
    title: 'lets a follower edit the list unless the backend says that followers may not',
    features: [],
    record: 'usual',
    needs: ['follower', 'colleague'],
    async run(context) {
      const { people, record } = context;
      const { can } = await read(context, 'follower');
      const answer = await ask(context, 'follower', `PUT ${followerOf(record, people.colleague)}`);
      if (can === undefined || can.addFollower === true) status(answer, 201);
      else problem(answer, 403, 'action-forbidden', 'followers-cannot-manage', undefined);
    },
  },
  {
    id: 'add-by-reader',
    title: 'refuses additions and removals by somebody who may only look',
    features: [],
    record: 'usual',
    needs: ['reader', 'follower'],
    async run(context) {
      const { people, record } = context;
      for (const method of ['PUT', 'DELETE']) {
        const request = `${method} ${followerOf(record, people.follower)}`;
        problem(await ask(context, 'reader', request), 403, 'action-forbidden', 'read-only');
      }
    },
  },
  {
    id: 'add-unseen',
    title: 'says of a record that the caller does not see only that it is not found, whatever they send',
    features: [],
    record: 'empty',
    needs: ['restricted'],
    async run(context) {
      const { people, record } = context;
      for (const place of [record, NOTHING]) {
        for (const method of ['PUT', 'DELETE']) {
          const request = `${method} ${followerOf(place, people.restricted)}`;
          problem(await ask(context, 'restricted', request), 404, 'not-found');
        }
      }
      equal(followerIds(await read(context, 'admin')), [], 'followers');
    },
  },
  {
    id: 'add-foreign-record',
    title: 'says of a record of another tenant only that it is not found, whoever changes it',
    features: [],
    needs: ['foreignRecord', 'colleague'],
    async run(context) {
      const { people, foreignRecord } = context;
      for (const method of ['PUT', 'DELETE']) {
        const request = `${method} ${followerOf(foreignRecord, people.colleague)}`;
        problem(await ask(context, 'admin', request), 404, 'not-found');
      }
    },
  },
  {
    id: 'add-owner',
    title: 'does not make the owner a follower',
    features: [],
    record: 'empty',
    needs: ['owner'],
    async run(context) {
      const { people, record } = context;
      const answer = await ask(context, 'owner', `PUT ${followerOf(record, people.owner)}`);
      problem(answer, 409, 'user-is-owner');
    },
  },
  {
    id: 'add-unknown',
    title: 'adds nobody whom it does not know',
    features: [],
    record: 'empty',
    needs: ['owner'],
    async run(context) {
      const answer = await ask(context, 'owner', `PUT ${followerOf(context.record, NOBODY)}`);
      problem(answer, 422, 'user-not-assignable');
    },
  },
  {
    id: 'add-inactive',
    title: 'says that an account is closed instead of adding it',
    features: [],
    record: 'empty',
    needs: ['owner', 'inactive'],
    async run(context) {
      const { people, record } = context;
      const answer = await ask(context, 'owner', `PUT ${followerOf(record, people.inactive)}`);
      problem(answer, 422, 'user-not-assignable', 'user-inactive');
    },
  },
  {
    id: 'add-stranger',
    title: 'answers alike for people of another tenant and for those who do not exist',
    features: [],
    record: 'empty',
    needs: ['owner', 'stranger'],
    async run(context) {
      const { people, record } = context;
      const add = (id: string) => ask(context, 'owner', `PUT ${followerOf(record, id)}`);
      const [foreign, unknown] = [await add(people.stranger), await add(NOBODY)];
      problem(foreign, 422, 'user-not-assignable');
      equal(foreign.body, unknown.body, 'foreign and unknown');
    },
  },
  {
    id: 'remove',
    title: 'removes a follower, and answers 204 when they did not follow',
    features: [],
    record: 'usual',
    needs: ['owner', 'follower'],
    async run(context) {
      const { people, record } = context;
      const edge = followerOf(record, people.follower);
      const removed = await ask(context, 'owner', `DELETE ${edge}`);
      status(removed, 200);
      ok(!followerIds(removed.body).includes(people.follower), 'the follower is gone');
      status(await ask(context, 'owner', `DELETE ${edge}`), 204);
      status(await ask(context, 'owner', `DELETE ${followerOf(record, NOBODY)}`), 204);
    },
  },
  {
    id: 'leave',
    title: 'lets somebody who may only look stop following',
    features: [],
    record: 'usual',
    needs: ['reader'],
    async run(context) {
      const { people, record } = context;
      const answer = await ask(context, 'reader', `DELETE ${followerOf(record, people.reader)}`);
      status(answer, 200);
      ok(!followerIds(answer.body).includes(people.reader), 'the reader is gone');
    },
  },
  {
    id: 'leave-loses-sight',
    title: 'tells a restricted person who leaves nothing more of the record',
    features: [],
    record: 'usual',
    needs: ['restrictedFollower'],
    async run(context) {
      const { people, record } = context;
      const edge = followerOf(record, people.restrictedFollower);
      const left = await ask(context, 'restrictedFollower', `DELETE ${edge}`);
      status(left, 204);
      equal(left.body, undefined, 'body');
      problem(await ask(context, 'restrictedFollower', `DELETE ${edge}`), 404, 'not-found');
      const again = await ask(context, 'restrictedFollower', `GET ${followersOf(record)}`);
      problem(again, 404, 'not-found');
    },
  },
];
