/** What the operator of the backend decides, and that what is said beforehand is what happens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followers, makeApp, owner } from '../support/app.ts';

test('followers who may not add are told so, and refused; others may', async () => {
  const { ask } = makeApp({ policy: { followersMayAdd: false } });
  const { can } = (await ask('follower', `GET ${followers('c1')}`)).body;
  assert.deepEqual(can.addFollower, { reason: 'followers-cannot-manage' });
  assert.equal(can.removeFollower, true);
  const refused = await ask('follower', `PUT ${followers('c1')}/u101`);
  assert.deepEqual([refused.status, refused.body.reason], [403, 'followers-cannot-manage']);
  assert.equal((await ask('owner', `PUT ${followers('c1')}/u101`)).status, 201);
});

test('followers who may not remove others may still leave', async () => {
  const { ask } = makeApp({ policy: { followersMayRemoveOthers: false } });
  const refused = await ask('follower', `DELETE ${followers('c1')}/reader`);
  assert.deepEqual([refused.status, refused.body.reason], [403, 'followers-cannot-manage']);
  assert.equal((await ask('follower', `DELETE ${followers('c1')}/follower`)).status, 200);
});

test('a limit of its own counts, and 0 turns following off', async () => {
  const small = makeApp({ limit: 3 });
  const full = await small.ask('owner', `PUT ${followers('c1')}/u101`);
  assert.deepEqual(
    [full.status, full.body.code, full.body.limit, full.body.current, full.body.by],
    [409, 'follower-limit', 3, 3, { id: 'reader', name: 'Ines Moreau' }],
  );
  assert.equal((await small.ask('owner', 'GET /api/meta')).body.limits.followers, 3);
  const off = await makeApp({ limit: 0 }).ask('owner', `PUT ${followers('c-empty')}/u101`);
  assert.deepEqual([off.status, off.body.code, off.body.reason], [409, 'follower-limit', 'off']);
});

test('nobody is said to have taken the last place of a list that is over the limit', async () => {
  const { body } = await makeApp().ask('owner', `PUT ${followers('c-over')}/colleague`);
  assert.deepEqual([body.code, body.current, body.by], ['follower-limit', 12, undefined]);
});

test('what `can` says is what happens, for everybody and every record', async () => {
  const records = ['c1', 'c-empty', 'c-unowned', 'c-over'];
  for (const as of ['admin', 'owner', 'follower', 'colleague', 'reader', 'rita', 'u101']) {
    for (const id of records) {
      for (const policy of [{}, { followersMayAdd: false, followersMayRemoveOthers: false }]) {
        const { ask } = makeApp({ policy, limit: 20 });
        const { status, body } = await ask(as, `GET ${followers(id)}`);
        if (status === 404) continue;
        const version = { 'If-Match': `"${body.record.version}"` };
        const answers = {
          changeOwner: await ask(as, `PUT ${owner(id)}`, { json: { userId: 'nobody' }, headers: version }),
          addFollower: await ask(as, `PUT ${followers(id)}/nobody`),
          removeFollower: await ask(as, `DELETE ${followers(id)}/nobody`),
        };
        for (const [right, answer] of Object.entries(answers)) {
          const forbidden = answer.status === 403 ? { reason: answer.body.reason } : true;
          assert.deepEqual(body.can[right], forbidden, `${as} ${id} ${right}`);
        }
      }
    }
  }
});
