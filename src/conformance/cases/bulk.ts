/** Several changes in one request (feature `bulk`): which come true, in which order, and what is said of each. */
import { followerIds, NOBODY, NOTHING, read } from '../ask.ts';
import type { Case } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';
import { bulk, counted, ended, send, sendTo } from './wishes.ts';

export const atOnce: Case[] = [
  bulk(
    'bulk',
    'adds and removes in one request, and answers what a read then does',
    'usual',
    ['owner', 'follower', 'colleagues'],
    async (context) => {
      const { people, colleagues } = context;
      const [first, second] = colleagues as [string, string];
      const before = await read(context, 'owner');
      const answer = await send(context, 'owner', { add: [first, second], remove: [people.follower] });
      status(answer, 200);
      equal(
        ended(answer.body),
        [
          ['remove', people.follower, 'removed'],
          ['add', first, 'added'],
          ['add', second, 'added'],
        ],
        'results',
      );
      const { snapshot } = answer.body;
      equal(followerIds(snapshot).slice(-2), [first, second], 'the new ones, last and in their order');
      ok(!followerIds(snapshot).includes(people.follower), 'the follower is gone');
      counted(before, snapshot, 3);
      equal(await read(context, 'owner'), snapshot, 'the next read');
    },
  ),
  bulk(
    'bulk-places',
    'removes before it adds, and adds in order as long as there are places',
    'full',
    ['owner', 'colleagues'],
    async (context) => {
      const [first, second] = context.colleagues as [string, string];
      const last = followerIds(await read(context, 'owner')).at(-1)!;
      const { body } = await send(context, 'owner', { add: [first, second], remove: [last] });
      equal(
        ended(body),
        [
          ['remove', last, 'removed'],
          ['add', first, 'added'],
          ['add', second, 'follower-limit'],
        ],
        'results',
      );
      equal(body.snapshot.followers.length, body.snapshot.limit, 'followers');
    },
  ),
  bulk(
    'bulk-partly',
    'refuses single wishes with a code, and grants the others',
    'usual',
    ['owner', 'follower', 'colleague'],
    async (context) => {
      const { people } = context;
      const before = await read(context, 'owner');
      const answer = await send(context, 'owner', {
        add: [NOBODY, people.owner, people.follower, people.colleague],
        remove: ['nobody-who-follows'],
      });
      status(answer, 200);
      equal(
        ended(answer.body),
        [
          ['remove', 'nobody-who-follows', 'absent'],
          ['add', NOBODY, 'user-not-assignable'],
          ['add', people.owner, 'user-is-owner'],
          ['add', people.follower, 'already'],
          ['add', people.colleague, 'added'],
        ],
        'results',
      );
      for (const { outcome, code } of answer.body.results) {
        equal(code !== undefined, outcome === 'refused', `${outcome} with the code ${code}`);
      }
      counted(before, answer.body.snapshot, 1);
    },
  ),
  bulk(
    'bulk-inactive',
    'says of a single wish that an account is closed, and grants the others',
    'empty',
    ['owner', 'inactive', 'colleague'],
    async (context) => {
      const { people } = context;
      const { body } = await send(context, 'owner', { add: [people.inactive, people.colleague] });
      equal(
        ended(body),
        [
          ['add', people.inactive, 'user-not-assignable'],
          ['add', people.colleague, 'added'],
        ],
        'results',
      );
      equal(body.results[0].reason, 'user-inactive', 'reason of a closed account');
    },
  ),
  bulk(
    'bulk-stranger',
    'answers single wishes alike for people of another tenant and for those who do not exist',
    'empty',
    ['owner', 'stranger', 'colleague'],
    async (context) => {
      const { people } = context;
      const { body } = await send(context, 'owner', { add: [people.stranger, NOBODY, people.colleague] });
      const [foreign, unknown, colleague] = body.results;
      equal(foreign.code, 'user-not-assignable', 'code');
      equal({ ...foreign, userId: NOBODY }, unknown, 'foreign and unknown');
      equal(colleague.outcome, 'added', 'outcome of a colleague');
    },
  ),
  bulk(
    'bulk-repeated',
    'takes an id named twice, and a request sent twice, for one',
    'usual',
    ['owner', 'follower', 'colleague'],
    async (context) => {
      const { colleague, follower } = context.people;
      const wishes = { add: [colleague, colleague], remove: [follower, follower] };
      const first = (await send(context, 'owner', wishes)).body;
      const second = (await send(context, 'owner', wishes)).body;
      const both = (remove: string, add: string) => [
        ['remove', follower, remove],
        ['add', colleague, add],
      ];
      equal(ended(first), both('removed', 'added'), 'results');
      equal(ended(second), both('absent', 'already'), 'results of the same once more');
      equal(second.snapshot, first.snapshot, 'the record');
    },
  ),
  bulk(
    'bulk-nothing',
    'answers the record as it is where nothing is wished',
    'usual',
    ['follower'],
    async (context) => {
      const before = await read(context, 'follower');
      for (const wishes of [{}, { add: [], remove: [] }]) {
        const answer = await send(context, 'follower', wishes);
        status(answer, 200);
        equal(answer.body, { snapshot: before, results: [] }, 'answer');
      }
    },
  ),
  bulk(
    'bulk-leave',
    'makes the caller leave last, when their other wishes have come true',
    'usual',
    ['restrictedFollower', 'follower', 'colleague'],
    async (context) => {
      const { people } = context;
      const self = people.restrictedFollower;
      const { can } = await read(context, 'restrictedFollower');
      const wishes = { remove: [self, people.follower], add: [people.colleague] };
      const answer = await send(context, 'restrictedFollower', wishes);
      status(answer, 200);
      equal(answer.body.snapshot, null, 'what is shown to somebody who has lost sight of the record');
      const may = (right: string, outcome: string) =>
        can === undefined || can[right] === true ? outcome : 'action-forbidden';
      equal(
        ended(answer.body),
        [
          ['remove', people.follower, may('removeFollower', 'removed')],
          ['add', people.colleague, may('addFollower', 'added')],
          ['remove', self, 'removed'],
        ],
        'results',
      );
      problem(await send(context, 'restrictedFollower', { remove: [self] }), 404, 'not-found');
      ok(!followerIds(await read(context, 'admin')).includes(self), 'they are gone');
    },
  ),
  bulk(
    'bulk-reader',
    'refuses a reader all but their own leaving, and tells no names',
    'usual',
    ['reader', 'follower', 'colleague'],
    async (context) => {
      const { people } = context;
      const before = await read(context, 'reader');
      const ids = [people.colleague, before.owner.id, NOBODY];
      const answer = await send(context, 'reader', { add: ids, remove: [people.follower] });
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
      const left = await send(context, 'reader', { remove: [people.reader] });
      equal(ended(left.body), [['remove', people.reader, 'removed']], 'results of leaving');
      ok(!followerIds(left.body.snapshot).includes(people.reader), 'the reader is gone');
    },
  ),
  bulk(
    'bulk-unseen',
    'says of a record that the caller does not see only that it is not found',
    'empty',
    ['owner', 'restricted', 'colleague'],
    async (context) => {
      const { people, record } = context;
      const bodies = [{}, { add: [people.restricted] }, { owner: { userId: people.colleague } }];
      status(await send(context, 'owner', {}), 200);
      for (const place of [record, NOTHING]) {
        for (const json of bodies) {
          problem(await sendTo(place, context, 'restricted', json), 404, 'not-found');
        }
      }
    },
  ),
  bulk(
    'bulk-foreign',
    'says of a record of another tenant only that it is not found, whoever asks',
    'empty',
    ['foreignRecord', 'colleague'],
    async (context) => {
      status(await send(context, 'admin', {}), 200);
      const json = { add: [context.people.colleague] };
      problem(await sendTo(context.foreignRecord, context, 'admin', json), 404, 'not-found');
    },
  ),
  bulk(
    'bulk-malformed',
    'refuses the whole of a body that it does not understand',
    'empty',
    ['owner', 'restricted', 'colleague'],
    async (context) => {
      const { colleague, restricted } = context.people;
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
        { add: [colleague], remove: ['somebody', colleague] },
        { add: many },
        { add: many.slice(50), remove: many.slice(0, 50) },
        { add: [colleague], owner: {} },
        { add: [colleague], owner: { userId: '..' } },
        { add: [colleague], owner: { userId: restricted, keepPrevious: 'yes' } },
        { add: [colleague], padding: 'x'.repeat(70_000) },
      ];
      const before = await read(context, 'owner');
      for (const json of bad) {
        const sent = JSON.stringify(json).slice(0, 80);
        // Whether or not they see the record, and before any version is asked for.
        for (const as of ['owner', 'restricted'] as const) {
          const answer = await send(context, as, json);
          ok(answer.status >= 400 && answer.status < 500, `${sent}: expected 4xx, got ${answer.status}`);
          equal(answer.body?.code, 'invalid-request', `${sent}: code`);
        }
        problem(await send(context, null, json), 401, 'not-authenticated');
      }
      equal(await read(context, 'owner'), before, 'the record');
      const most = await send(context, 'owner', { add: many.slice(1) });
      equal(most.body.results?.length, 100, 'results of as many as are allowed');
    },
  ),
];
