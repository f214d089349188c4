/** Adding and removing followers, one edge at a time. */
import { ask, type Case, equal, followerIds, followerOf, followersOf, ok, problem, status } from '../case.ts';

export const following: Case[] = [
  {
    id: 'add',
    title: 'adds a follower and answers the record as it then is',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const answer = await ask(context, 'owner', `PUT ${followerOf(contacts.usual, people.colleague)}`);
      status(answer, 201);
      equal(followerIds(answer.body).at(-1), people.colleague, 'the new follower comes last');
      const read = await ask(context, 'owner', `GET ${followersOf(contacts.usual)}`);
      equal(read.body, answer.body, 'the next read');
    },
  },
  {
    id: 'add-again',
    title: 'keeps date, source and version when somebody who follows is added again',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const before = await ask(context, 'owner', `GET ${followersOf(contacts.usual)}`);
      const answer = await ask(context, 'owner', `PUT ${followerOf(contacts.usual, people.follower)}`);
      status(answer, 200);
      equal(answer.body, before.body, 'the record');
    },
  },
  {
    id: 'version-counts-changes',
    title: 'raises the version by one for each effective change and not for others',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const edge = followerOf(contacts.empty, people.colleague);
      const { body } = await ask(context, 'owner', `GET ${followersOf(contacts.empty)}`);
      if (body.record.version === undefined) return;
      const start = BigInt(body.record.version);
      const requests = [`PUT ${edge}`, `PUT ${edge}`, `DELETE ${edge}`, `DELETE ${edge}`];
      for (const request of requests) await ask(context, 'owner', request);
      const after = await ask(context, 'owner', `GET ${followersOf(contacts.empty)}`);
      equal(after.body.record.version, String(start + 2n), 'version after one addition and one removal');
    },
  },
  {
    id: 'add-by-follower',
    title: 'lets a follower edit the list unless the backend says that followers may not',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const { can } = (await ask(context, 'follower', `GET ${followersOf(contacts.usual)}`)).body;
      const answer = await ask(context, 'follower', `PUT ${followerOf(contacts.usual, people.colleague)}`);
      if (can === undefined || can.addFollower === true) status(answer, 201);
      else problem(answer, 403, 'action-forbidden', 'followers-cannot-manage', undefined);
    },
  },
  {
    id: 'add-by-reader',
    title: 'refuses additions and removals by somebody who may only look',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      for (const method of ['PUT', 'DELETE']) {
        const request = `${method} ${followerOf(contacts.usual, people.follower)}`;
        problem(await ask(context, 'reader', request), 403, 'action-forbidden', 'read-only');
      }
    },
  },
  {
    id: 'add-unseen',
    title: 'says of a record that the caller does not see only that it is not found, whatever they send',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      for (const id of [contacts.usual, contacts.full, contacts.foreign, 'no-such-contact']) {
        for (const method of ['PUT', 'DELETE']) {
          const request = `${method} ${followerOf(id, people.restricted)}`;
          problem(await ask(context, 'restricted', request), 404, 'not-found');
        }
      }
    },
  },
  {
    id: 'add-limit',
    title: 'refuses one more when all places are taken, and says how many and by whom the last one',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const answer = await ask(context, 'owner', `PUT ${followerOf(contacts.full, people.colleague)}`);
      problem(answer, 409, 'follower-limit');
      const { body } = await ask(context, 'owner', `GET ${followersOf(contacts.full)}`);
      equal(body.followers.length, body.limit, 'followers afterwards');
      if (answer.body.limit !== undefined) equal(answer.body.limit, body.limit, 'limit');
      if (answer.body.by !== undefined)
        equal(answer.body.by.id, people.lastInFull, 'who took the last place');
    },
  },
  {
    id: 'add-over-limit',
    title: 'takes people off a list that is over the limit, and none onto it',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const before = (await ask(context, 'owner', `GET ${followersOf(contacts.over)}`)).body;
      const [first] = followerIds(before) as [string];
      const removed = await ask(context, 'owner', `DELETE ${followerOf(contacts.over, first)}`);
      status(removed, 200);
      equal(removed.body.followers.length, before.followers.length - 1, 'followers');
      ok(removed.body.followers.length > before.limit - 1, 'the list is still full');
      const added = await ask(context, 'owner', `PUT ${followerOf(contacts.over, people.colleague)}`);
      problem(added, 409, 'follower-limit');
    },
  },
  {
    id: 'add-owner',
    title: 'does not make the owner a follower',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const answer = await ask(context, 'owner', `PUT ${followerOf(contacts.usual, people.owner)}`);
      problem(answer, 409, 'user-is-owner');
    },
  },
  {
    id: 'add-inactive',
    title: 'says that an account is closed, and nothing of people that the caller cannot find',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const add = (id: string) => ask(context, 'owner', `PUT ${followerOf(contacts.usual, id)}`);
      problem(await add(people.inactive), 422, 'user-not-assignable', 'user-inactive');
      const [foreign, unknown] = [await add(people.foreign), await add('there-is-no-such-person')];
      problem(foreign, 422, 'user-not-assignable');
      equal(foreign.body, unknown.body, 'foreign and unknown');
    },
  },
  {
    id: 'remove',
    title: 'removes a follower, and answers 204 when they did not follow',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const edge = followerOf(contacts.usual, people.follower);
      const removed = await ask(context, 'owner', `DELETE ${edge}`);
      status(removed, 200);
      ok(!followerIds(removed.body).includes(people.follower), 'the follower is gone');
      status(await ask(context, 'owner', `DELETE ${edge}`), 204);
      status(await ask(context, 'owner', `DELETE ${followerOf(contacts.usual, 'no-such-person')}`), 204);
    },
  },
  {
    id: 'leave',
    title: 'lets somebody who may only look stop following',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const answer = await ask(context, 'reader', `DELETE ${followerOf(contacts.usual, people.reader)}`);
      status(answer, 200);
      ok(!followerIds(answer.body).includes(people.reader), 'the reader is gone');
    },
  },
  {
    id: 'leave-loses-sight',
    title: 'tells a restricted person who leaves nothing more of the record',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const edge = followerOf(contacts.usual, people.restrictedFollower);
      const left = await ask(context, 'restrictedFollower', `DELETE ${edge}`);
      status(left, 204);
      equal(left.body, undefined, 'body');
      problem(await ask(context, 'restrictedFollower', `DELETE ${edge}`), 404, 'not-found');
      const read = await ask(context, 'restrictedFollower', `GET ${followersOf(contacts.usual)}`);
      problem(read, 404, 'not-found');
    },
  },
  {
    id: 'limit-holds-at-once',
    title: 'never has more followers than places, however many are added at once',
    level: 'required',
    needs: [],
    async run(context) {
      const { people, contacts } = context.fixture;
      const { limit, followers } = (await ask(context, 'owner', `GET ${followersOf(contacts.full)}`)).body;
      await ask(context, 'owner', `DELETE ${followerOf(contacts.full, followers[0].user.id)}`);
      const wanted = [people.admin, people.colleague, people.reader, people.restricted];
      const answers = await Promise.all(
        wanted.map((id) => ask(context, 'owner', `PUT ${followerOf(contacts.full, id)}`)),
      );
      const count = (code: number) => answers.filter((answer) => answer.status === code).length;
      equal([count(201), count(409)], [1, 3], 'one place, four who want it');
      const { body } = await ask(context, 'owner', `GET ${followersOf(contacts.full)}`);
      equal(body.followers.length, limit, 'followers');
    },
  },
];
