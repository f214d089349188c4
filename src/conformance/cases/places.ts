/** As many followers as there are places, and no more: one by one, from above, and at once. */
import { ask, followerIds, followerOf, read } from '../ask.ts';
import type { Case } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';

export const places: Case[] = [
  {
    id: 'add-limit',
    title: 'refuses one more when all places are taken, and says how many and by whom the last one',
    features: [],
    record: 'full',
    needs: ['owner', 'colleague'],
    async run(context) {
      const { people, record } = context;
      const answer = await ask(context, 'owner', `PUT ${followerOf(record, people.colleague)}`);
      problem(answer, 409, 'follower-limit');
      const after = await read(context, 'owner');
      equal(after.followers.length, after.limit, 'followers afterwards');
      const { limit, by } = answer.body;
      if (limit !== undefined) equal(limit, after.limit, 'limit');
      if (by !== undefined) equal(by.id, followerIds(after).at(-1), 'who took the last place');
    },
  },
  {
    id: 'add-limit-unseen',
    title: 'tells nobody who does not see a record that it has no place left',
    features: [],
    record: 'full',
    needs: ['restricted'],
    async run(context) {
      const { people, record } = context;
      const answer = await ask(context, 'restricted', `PUT ${followerOf(record, people.restricted)}`);
      problem(answer, 404, 'not-found');
    },
  },
  {
    id: 'add-over-limit',
    title: 'takes people off a list that is over the limit, and none onto it',
    features: [],
    record: 'over',
    needs: [],
    async run(context) {
      const { record } = context;
      const before = await read(context, 'admin');
      const [first] = followerIds(before) as [string];
      const removed = await ask(context, 'admin', `DELETE ${followerOf(record, first)}`);
      status(removed, 200);
      equal(removed.body.followers.length, before.followers.length - 1, 'followers');
      ok(removed.body.followers.length > before.limit - 1, 'the list is still full');
      problem(await ask(context, 'admin', `PUT ${followerOf(record, first)}`), 409, 'follower-limit');
    },
  },
  {
    id: 'limit-holds-at-once',
    title: 'never has more followers than places, however many are added at once',
    features: [],
    record: 'full',
    needs: ['owner', 'colleagues'],
    async run(context) {
      const { colleagues, record } = context;
      const { limit, followers } = await read(context, 'owner');
      await ask(context, 'owner', `DELETE ${followerOf(record, followers[0].user.id)}`);
      const answers = await Promise.all(
        colleagues.map((id) => ask(context, 'owner', `PUT ${followerOf(record, id)}`)),
      );
      const count = (code: number) => answers.filter((answer) => answer.status === code).length;
      equal([count(201), count(409)], [1, colleagues.length - 1], 'one place, all others refused');
      equal((await read(context, 'owner')).followers.length, limit, 'followers');
    },
  },
];
