/**
 * What this backend adds to the contract: viewer, features and verdicts in every snapshot, and verdicts that are
 * those of the policy. The policy is asked here of the snapshot as it was sent, not of our data.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedData } from '../../demo/server/data/fixed.ts';
import {
  mayAddFollowers,
  mayChangeOwner,
  mayRemoveFollowers,
  type PolicyOptions,
  type Situation,
} from '../../src/core/policy.ts';
import type { Snapshot } from '../../src/core/record.ts';
import { type Answer, followers, makeApp, owner } from '../support/app.ts';

const OPTIONS: PolicyOptions[] = [{}, { followersMayAdd: false }, { followersMayRemoveOthers: false }];

const CAST = ['admin', 'owner', 'follower', 'colleague', 'reader', 'rita', 'rob', 'stranger', 'u101'];
const RECORDS = fixedData().records.map(({ key }) => key);

const accounts = new Map(fixedData().people.map((person) => [person.id, person]));

/** Fails where a snapshot lacks a member, or has a verdict that is not the policy's. */
function assertWhole({ body }: Answer, as: string, options: PolicyOptions): void {
  const { can, ...rest } = body;
  const { id, admin, onlyAssignedData, canEdit } = accounts.get(as)!;
  assert.deepEqual(body.features, ['etag', 'owner', 'batch', 'bulk', 'events', 'people', 'history', 'meta']);
  assert.deepEqual(
    [body.viewer?.id, body.viewer?.admin, body.viewer?.onlyAssignedData, body.viewer?.canEdit],
    [id, admin, onlyAssignedData, canEdit],
  );
  const asked: Situation = { snapshot: rest as Snapshot, options };
  const verdicts = {
    addFollower: mayAddFollowers(asked) ?? true,
    removeFollower: mayRemoveFollowers(asked) ?? true,
    changeOwner: mayChangeOwner(asked) ?? true,
  };
  assert.deepEqual(can, verdicts, `${as} on ${body.record.type} ${body.record.id}`);
}

for (const policy of OPTIONS) {
  test(`every read names viewer, features and verdicts of the policy, with ${JSON.stringify(policy)}`, async () => {
    const { ask } = makeApp({ policy });
    const seen = { yes: 0, no: 0 };
    for (const as of CAST) {
      for (const { type, id } of RECORDS) {
        const answer = await ask(as, `GET ${followers(id, type)}`);
        if (answer.status === 404) continue;
        assertWhole(answer, as, policy);
        for (const verdict of Object.values(answer.body.can)) seen[verdict === true ? 'yes' : 'no']++;
      }
    }
    // Verdicts of one kind only would prove little.
    assert.ok(seen.yes > 30 && seen.no > 5, JSON.stringify(seen));
  });
}

test('every write that answers a snapshot does so, too, as the record then is', async () => {
  const { ask } = makeApp();
  const writes: [as: string, request: string, userId?: string][] = [
    ['owner', `PUT ${followers('c1')}/colleague`],
    ['owner', `PUT ${followers('c1')}/colleague`],
    ['follower', `DELETE ${followers('c1')}/colleague`],
    ['reader', `DELETE ${followers('c1')}/reader`],
    ['follower', `DELETE ${followers('c1')}/follower`],
    ['owner', `PUT ${owner('c1')}`, 'u101'],
  ];
  for (const [as, request, userId] of writes) {
    const { version } = (await ask('admin', `GET ${followers('c1')}`)).body.record;
    const answer = await ask(
      as,
      request,
      userId ? { json: { userId }, headers: { 'If-Match': `"${version}"` } } : {},
    );
    assert.ok(answer.status === 200 || answer.status === 201, `${as} ${request}: ${answer.status}`);
    assertWhole(answer, as, {});
  }
});

test('a right that was refused beforehand is refused with the same reason when it is used', async () => {
  for (const policy of OPTIONS) {
    for (const as of CAST) {
      const { ask } = makeApp({ policy });
      const read = await ask(as, `GET ${followers('c1')}`);
      if (read.status === 404) continue;
      const { can, record } = read.body;
      const uses = {
        addFollower: await ask(as, `PUT ${followers('c1')}/nobody`),
        removeFollower: await ask(as, `DELETE ${followers('c1')}/nobody`),
        changeOwner: await ask(as, `PUT ${owner('c1')}`, {
          json: { userId: 'nobody' },
          headers: { 'If-Match': `"${record.version}"` },
        }),
      };
      for (const [right, { status, body }] of Object.entries(uses)) {
        const what = `${as} ${right} with ${JSON.stringify(policy)}`;
        if (can[right] === true) assert.notEqual(status, 403, what);
        else assert.deepEqual([status, body.reason], [403, can[right].reason], what);
      }
    }
  }
});
