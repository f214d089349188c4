/** Several changes in one request (feature `bulk`): which come true, in which order, and what is said of each. */
import { type Case, equal, followerIds, ok, problem, status } from '../case.ts';
import { bulk, counted, ended, NOBODY, read, send } from '../wishes.ts';

export const atOnce: Case[] = [
  bulk('bulk', 'adds and removes in one request, and answers what a read then does', async (context) => {
    const { people, contacts } = context.fixture;
    const before = await read(context, 'owner', contacts.usual);
    const wishes = { add: [people.colleague, people.admin], remove: [people.reader] };
    const answer = await send(context, 'owner', contacts.usual, wishes);
    status(answer, 200);
    equal(
      ended(answer.body),
      [
        ['remove', people.reader, 'removed'],
        ['add', people.colleague, 'added'],
        ['add', people.admin, 'added'],
      ],
      'results',
    );
    equal(
      followerIds(answer.body.snapshot).slice(-2),
      [people.colleague, people.admin],
      'the new ones, last and in their order',
    );
    ok(!followerIds(answer.body.snapshot).includes(people.reader), 'the reader is gone');
    counted(before, answer.body.snapshot, 3);
    equal(await read(context, 'owner', contacts.usual), answer.body.snapshot, 'the next read');
  }),
  bulk(
    'bulk-places',
    'removes before it adds, and adds in order as long as there are places',
    async (context) => {
      const { people, contacts } = context.fixture;
      const wishes = { add: [people.colleague, people.follower], remove: [people.lastInFull] };
      const { body } = await send(context, 'owner', contacts.full, wishes);
      equal(
        ended(body),
        [
          ['remove', people.lastInFull, 'removed'],
          ['add', people.colleague, 'added'],
          ['add', people.follower, 'follower-limit'],
        ],
        'results',
      );
      equal(body.snapshot.followers.length, body.snapshot.limit, 'followers');
    },
  ),
  bulk(
    'bulk-partly',
    'refuses single wishes with code and reason, and grants the others',
    async (context) => {
      const { people, contacts } = context.fixture;
      const before = await read(context, 'owner', contacts.usual);
      const wishes = {
        add: [people.inactive, people.foreign, NOBODY, people.owner, people.follower, people.colleague],
        remove: [people.restricted],
      };
      const answer = await send(context, 'owner', contacts.usual, wishes);
      status(answer, 200);
      equal(
        ended(answer.body),
        [
          ['remove', people.restricted, 'absent'],
          ['add', people.inactive, 'user-not-assignable'],
          ['add', people.foreign, 'user-not-assignable'],
          ['add', NOBODY, 'user-not-assignable'],
          ['add', people.owner, 'user-is-owner'],
          ['add', people.follower, 'already'],
          ['add', people.colleague, 'added'],
        ],
        'results',
      );
      const [, inactive, foreign, unknown] = answer.body.results;
      equal(inactive.reason, 'user-inactive', 'reason of a closed account');
      equal({ ...foreign, userId: NOBODY }, unknown, 'foreign and unknown');
      for (const { outcome, code } of answer.body.results) {
        equal(code !== undefined, outcome === 'refused', `${outcome} with the code ${code}`);
      }
      counted(before, answer.body.snapshot, 1);
    },
  ),
  bulk('bulk-repeated', 'takes an id named twice, and a request sent twice, for one', async (context) => {
    const { people, contacts } = context.fixture;
    const wishes = { add: [people.colleague, people.colleague], remove: [people.reader, people.reader] };
    const first = (await send(context, 'owner', contacts.usual, wishes)).body;
    const second = (await send(context, 'owner', contacts.usual, wishes)).body;
    const both = (remove: string, add: string) => [
      ['remove', people.reader, remove],
      ['add', people.colleague, add],
    ];
    equal(ended(first), both('removed', 'added'), 'results');
    equal(ended(second), both('absent', 'already'), 'results of the same once more');
    equal(second.snapshot, first.snapshot, 'the record');
  }),
  bulk('bulk-nothing', 'answers the record as it is where nothing is wished', async (context) => {
    const { contacts } = context.fixture;
    const before = await read(context, 'reader', contacts.usual);
    for (const wishes of [{}, { add: [], remove: [] }]) {
      const answer = await send(context, 'reader', contacts.usual, wishes);
      status(answer, 200);
      equal(answer.body, { snapshot: before, results: [] }, 'answer');
    }
  }),
  bulk(
    'bulk-leave',
    'makes the caller leave last, when their other wishes have come true',
    async (context) => {
      const { people, contacts } = context.fixture;
      const self = people.restrictedFollower;
      const { can } = await read(context, 'restrictedFollower', contacts.usual);
      const wishes = { remove: [self, people.reader], add: [people.colleague] };
      const answer = await send(context, 'restrictedFollower', contacts.usual, wishes);
      status(answer, 200);
      equal(answer.body.snapshot, null, 'what is shown to somebody who has lost sight of the record');
      const may = (right: string, outcome: string) =>
        can === undefined || can[right] === true ? outcome : 'action-forbidden';
      equal(
        ended(answer.body),
        [
          ['remove', people.reader, may('removeFollower', 'removed')],
          ['add', people.colleague, may('addFollower', 'added')],
          ['remove', self, 'removed'],
        ],
        'results',
      );
      const again = await send(context, 'restrictedFollower', contacts.usual, { remove: [self] });
      problem(again, 404, 'not-found');
      ok(!followerIds(await read(context, 'admin', contacts.usual)).includes(self), 'they are gone');
    },
  ),
  bulk('bulk-reader', 'refuses a reader all but their own leaving, and tells no names', async (context) => {
    const { people, contacts } = context.fixture;
    const before = await read(context, 'reader', contacts.usual);
    const ids = [people.colleague, people.inactive, people.foreign, people.owner, NOBODY];
    const answer = await send(context, 'reader', contacts.usual, { add: ids, remove: [people.follower] });
    status(answer, 200);
    const refused = (op: string) => (userId: string) => [op, userId, 'action-forbidden'];
    equal(
      ended(answer.body),
      [refused('remove')(people.follower), ...ids.map(refused('add'))],
      'results, which are the same for everybody',
    );
    for (const { reason, name } of answer.body.results) {
      equal([reason, name], ['read-only', undefined], 'reason and name');
    }
    equal(answer.body.snapshot, before, 'the record');
    const left = await send(context, 'reader', contacts.usual, { remove: [people.reader] });
    equal(ended(left.body), [['remove', people.reader, 'removed']], 'results of leaving');
    ok(!followerIds(left.body.snapshot).includes(people.reader), 'the reader is gone');
  }),
  bulk(
    'bulk-unseen',
    'says of a record that the caller does not see only that it is not found',
    async (context) => {
      const { people, contacts } = context.fixture;
      const bodies = [{}, { add: [people.restricted] }, { owner: { userId: people.colleague } }];
      status(await send(context, 'owner', contacts.usual, {}), 200);
      for (const id of [contacts.usual, contacts.full, contacts.foreign, 'no-such-contact']) {
        for (const json of bodies) problem(await send(context, 'restricted', id, json), 404, 'not-found');
      }
    },
  ),
  bulk('bulk-malformed', 'refuses the whole of a body that it does not understand', async (context) => {
    const { people, contacts } = context.fixture;
    const { colleague } = people;
    const many = Array.from({ length: 101 }, (_, i) => `somebody-${i}`);
    const bad: unknown[] = [
      '{"add":',
      '',
      [],
      null,
      { add: colleague },
      { add: [7] },
      { add: [colleague, '..'] },
      { add: ['x'.repeat(201)] },
      { add: null },
      '{"add":["\\ud800"]}',
      { add: [colleague], remove: ['follower', colleague] },
      { add: many },
      { add: many.slice(50), remove: many.slice(0, 50) },
      { add: [colleague], owner: {} },
      { add: [colleague], owner: { userId: '..' } },
      { add: [colleague], owner: { userId: people.follower, keepPrevious: 'yes' } },
      { add: [colleague], padding: 'x'.repeat(70_000) },
    ];
    const before = await read(context, 'owner', contacts.usual);
    for (const json of bad) {
      const sent = JSON.stringify(json).slice(0, 80);
      // Whether or not they see the record, and before any version is asked for.
      for (const as of ['owner', 'restricted'] as const) {
        const answer = await send(context, as, contacts.usual, json);
        ok(answer.status >= 400 && answer.status < 500, `${sent}: expected 4xx, got ${answer.status}`);
        equal(answer.body.code, 'invalid-request', `${sent}: code`);
      }
      problem(await send(context, null, contacts.usual, json), 401, 'not-authenticated');
    }
    equal(await read(context, 'owner', contacts.usual), before, 'the record');
    const most = await send(context, 'owner', contacts.usual, { add: many.slice(1) });
    equal(most.body.results?.length, 100, 'results of as many as are allowed');
  }),
];
