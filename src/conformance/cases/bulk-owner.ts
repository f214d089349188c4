/** Several changes in one request, a change of owner among them (features `bulk` and `owner`). */
import { followerIds, handOver, NOBODY, read } from '../ask.ts';
import type { Case } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';
import { bulkWithOwner, counted, ended, send, sendCurrent } from './wishes.ts';

/** A new owner whom the single route refuses, among wishes that are granted. */
function ownerRefused(
  id: string,
  title: string,
  need: 'colleague' | 'inactive' | 'stranger',
  keepPrevious: boolean,
  code: string,
  reason?: string,
): Case {
  return bulkWithOwner(id, title, 'full', ['owner', need], async (context) => {
    const userId = context.people[need];
    const before = await read(context, 'admin');
    const last = followerIds(before).at(-1)!;
    const { body } = await sendCurrent(context, 'admin', { owner: { userId, keepPrevious }, add: [last] });
    equal(
      ended(body),
      [
        ['owner', userId, code],
        ['add', last, 'already'],
      ],
      'results',
    );
    equal(body.results[0].reason, reason, `reason of ${code}`);
    equal(body.snapshot, before, 'the record');
  });
}

export const atOnceWithOwner: Case[] = [
  bulkWithOwner(
    'bulk-owner',
    'hands over between removals and additions',
    'full',
    ['owner', 'colleagues'],
    async (context) => {
      const { people, colleagues } = context;
      const before = await read(context, 'admin');
      const [first, last] = [followerIds(before)[0]!, followerIds(before).at(-1)!];
      const answer = await sendCurrent(context, 'admin', {
        add: colleagues.slice(0, 2),
        remove: [first],
        owner: { userId: last, keepPrevious: true },
      });
      status(answer, 200);
      equal(
        ended(answer.body),
        [
          ['remove', first, 'removed'],
          ['owner', last, 'changed'],
          ['add', colleagues[0], 'added'],
          ['add', colleagues[1], 'follower-limit'],
        ],
        'results',
      );
      const { snapshot } = answer.body;
      equal(snapshot.owner.id, last, 'owner');
      equal(followerIds(snapshot).slice(-2), [people.owner, colleagues[0]], 'the new followers');
      ok(!followerIds(snapshot).includes(last), 'the new owner does not follow');
      counted(before, snapshot, 3);
    },
  ),
  bulkWithOwner(
    'bulk-owner-last',
    'adds before it hands over where the caller could not afterwards',
    'empty',
    ['restricted', 'colleagues'],
    async (context) => {
      const [added, next] = context.colleagues as [string, string];
      await handOver(context, 'admin', { userId: context.people.restricted });
      const answer = await sendCurrent(context, 'restricted', { add: [added], owner: { userId: next } });
      status(answer, 200);
      equal(
        ended(answer.body),
        [
          ['add', added, 'added'],
          ['owner', next, 'changed'],
        ],
        'results',
      );
      equal(answer.body.snapshot, null, 'what is shown to somebody who has lost sight of the record');
      const after = await read(context, 'admin');
      equal([after.owner.id, followerIds(after)], [next, [added]], 'owner and followers');
    },
  ),
  ownerRefused(
    'bulk-owner-full',
    'refuses an owner where no place is left for the previous one, and grants the rest',
    'colleague',
    true,
    'follower-limit',
  ),
  ownerRefused(
    'bulk-owner-inactive',
    'refuses an owner whose account is closed, and grants the rest',
    'inactive',
    false,
    'user-not-assignable',
    'user-inactive',
  ),
  ownerRefused(
    'bulk-owner-stranger',
    'refuses an owner of another tenant, and grants the rest',
    'stranger',
    false,
    'user-not-assignable',
  ),
  bulkWithOwner(
    'bulk-owner-already',
    'counts a wish for the owner whom the record has as granted',
    'empty',
    ['owner'],
    async (context) => {
      const { people } = context;
      const before = await read(context, 'owner');
      const wishes = { owner: { userId: people.owner, keepPrevious: true } };
      const { body } = await sendCurrent(context, 'owner', wishes);
      equal(ended(body), [['owner', people.owner, 'already']], 'results');
      equal(body.snapshot, before, 'the record');
    },
  ),
  bulkWithOwner(
    'bulk-version',
    'changes nothing at all where a version is missing or stale, and asks for none without an owner',
    'usual',
    ['owner', 'follower', 'colleague'],
    async (context) => {
      const { people } = context;
      const before = await read(context, 'owner');
      const json = {
        owner: { userId: people.colleague },
        add: [people.colleague],
        remove: [people.follower],
      };
      problem(await send(context, 'owner', json), 428, 'precondition-required');
      const stale = await send(context, 'owner', json, { headers: { 'If-Match': '"0"' } });
      problem(stale, 412, 'version-mismatch');
      if (stale.body.currentVersion !== undefined) {
        equal(stale.body.currentVersion, before.record.version, 'current version');
      }
      const malformed = { headers: { 'If-Match': '17' } };
      problem(await send(context, 'owner', json, malformed), 400, 'invalid-request');
      equal(await read(context, 'owner'), before, 'the record');
      status(await send(context, 'owner', { add: [people.colleague] }), 200);
    },
  ),
  bulkWithOwner(
    'bulk-follower',
    'refuses a follower the owner without speaking of versions, and grants the rest',
    'usual',
    ['follower', 'colleague'],
    async (context) => {
      const { can } = await read(context, 'follower');
      for (const headers of [{}, { 'If-Match': '"0"' }] as Record<string, string>[]) {
        for (const userId of [context.people.colleague, NOBODY]) {
          const json = { owner: { userId }, remove: [NOBODY] };
          const answer = await send(context, 'follower', json, { headers });
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
  ),
];
