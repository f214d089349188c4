/** Several changes in one request, a change of owner among them (features `bulk` and `owner`). */
import { type Case, equal, followerIds, handOver, ok, problem, status } from '../case.ts';
import { bulk, counted, ended, NOBODY, read, send, sendCurrent } from '../wishes.ts';

export const atOnceWithOwner: Case[] = [
  bulk(
    'bulk-owner',
    'hands over between removals and additions',
    async (context) => {
      const { people, contacts } = context.fixture;
      const before = await read(context, 'admin', contacts.full);
      const [first] = followerIds(before) as [string];
      const wishes = {
        add: [people.colleague, people.reader],
        remove: [first],
        owner: { userId: people.lastInFull, keepPrevious: true },
      };
      const answer = await sendCurrent(context, 'admin', contacts.full, wishes);
      status(answer, 200);
      equal(
        ended(answer.body),
        [
          ['remove', first, 'removed'],
          ['owner', people.lastInFull, 'changed'],
          ['add', people.colleague, 'added'],
          ['add', people.reader, 'follower-limit'],
        ],
        'results',
      );
      const { owner } = answer.body.snapshot;
      equal(owner.id, people.lastInFull, 'owner');
      equal(
        followerIds(answer.body.snapshot).slice(-2),
        [people.owner, people.colleague],
        'the new followers',
      );
      ok(!followerIds(answer.body.snapshot).includes(owner.id), 'the new owner does not follow');
      counted(before, answer.body.snapshot, 3);
    },
    'owner',
  ),
  bulk(
    'bulk-owner-last',
    'adds before it hands over where the caller could not afterwards',
    async (context) => {
      const { people, contacts } = context.fixture;
      await handOver(context, 'admin', contacts.empty, { userId: people.restricted });
      const wishes = { add: [people.follower], owner: { userId: people.colleague } };
      const answer = await sendCurrent(context, 'restricted', contacts.empty, wishes);
      status(answer, 200);
      equal(
        ended(answer.body),
        [
          ['add', people.follower, 'added'],
          ['owner', people.colleague, 'changed'],
        ],
        'results',
      );
      equal(answer.body.snapshot, null, 'what is shown to somebody who has lost sight of the record');
      const after = await read(context, 'admin', contacts.empty);
      equal(
        [after.owner.id, followerIds(after)],
        [people.colleague, [people.follower]],
        'owner and followers',
      );
    },
    'owner',
  ),
  bulk(
    'bulk-owner-refused',
    'refuses an owner for the reasons of the single route, and grants the rest',
    async (context) => {
      const { people, contacts } = context.fixture;
      const codes: [userId: string, keepPrevious: boolean, code: string, reason?: string][] = [
        [people.inactive, false, 'user-not-assignable', 'user-inactive'],
        [people.foreign, false, 'user-not-assignable'],
        [people.colleague, true, 'follower-limit'],
      ];
      for (const [userId, keepPrevious, code, reason] of codes) {
        const before = await read(context, 'admin', contacts.full);
        const wishes = { owner: { userId, keepPrevious }, add: [people.lastInFull] };
        const { body } = await sendCurrent(context, 'admin', contacts.full, wishes);
        equal(
          ended(body),
          [
            ['owner', userId, code],
            ['add', people.lastInFull, 'already'],
          ],
          'results',
        );
        equal(body.results[0].reason, reason, `reason of ${code}`);
        equal(body.snapshot, before, 'the record');
      }
    },
    'owner',
  ),
  bulk(
    'bulk-owner-already',
    'counts a wish for the owner whom the record has as granted',
    async (context) => {
      const { people, contacts } = context.fixture;
      const before = await read(context, 'owner', contacts.usual);
      const wishes = { owner: { userId: people.owner, keepPrevious: true } };
      const { body } = await sendCurrent(context, 'owner', contacts.usual, wishes);
      equal(ended(body), [['owner', people.owner, 'already']], 'results');
      equal(body.snapshot, before, 'the record');
    },
    'owner',
  ),
  bulk(
    'bulk-version',
    'changes nothing at all where a version is missing or stale, and asks for none without an owner',
    async (context) => {
      const { people, contacts } = context.fixture;
      const before = await read(context, 'owner', contacts.usual);
      const json = { owner: { userId: people.follower }, add: [people.colleague], remove: [people.reader] };
      problem(await send(context, 'owner', contacts.usual, json), 428, 'precondition-required');
      const stale = await send(context, 'owner', contacts.usual, json, { headers: { 'If-Match': '"0"' } });
      problem(stale, 412, 'version-mismatch');
      if (stale.body.currentVersion !== undefined) {
        equal(stale.body.currentVersion, before.record.version, 'current version');
      }
      const malformed = { headers: { 'If-Match': '17' } };
      problem(await send(context, 'owner', contacts.usual, json, malformed), 400, 'invalid-request');
      equal(await read(context, 'owner', contacts.usual), before, 'the record');
      status(await send(context, 'owner', contacts.usual, { add: [people.colleague] }), 200);
    },
    'owner',
  ),
  bulk(
    'bulk-follower',
    'refuses a follower the owner without speaking of versions, and grants the rest',
    async (context) => {
      const { people, contacts } = context.fixture;
      const { can } = await read(context, 'follower', contacts.usual);
      for (const headers of [{}, { 'If-Match': '"0"' }] as Record<string, string>[]) {
        for (const userId of [people.colleague, people.inactive, NOBODY]) {
          const json = { owner: { userId }, remove: [NOBODY] };
          const answer = await send(context, 'follower', contacts.usual, json, { headers });
          status(answer, 200);
          const removal = can === undefined || can.removeFollower === true ? 'absent' : 'action-forbidden';
          equal(
            ended(answer.body),
            [
              ['remove', NOBODY, removal],
              ['owner', userId, 'owner-change-forbidden'],
            ],
            'results',
          );
          const { reason, name } = answer.body.results[1];
          ok([undefined, 'followers-cannot-change-owner'].includes(reason), `reason: ${reason}`);
          equal(name, undefined, 'name of somebody who was tried');
        }
      }
    },
    'owner',
  ),
];
