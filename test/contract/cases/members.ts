/** What every member of a snapshot holds where it is sent, whoever asks. */
import {
  ask,
  type Body,
  type Case,
  type Context,
  equal,
  followerIds,
  followersOf,
  handOver,
  ok,
  type Role,
  status,
} from '../case.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const KINDS = ['user', 'rule', 'import', 'api'];
const RIGHTS = ['addFollower', 'removeFollower', 'changeOwner'];
const VIEWERS: readonly Role[] = ['admin', 'owner', 'follower', 'reader', 'restrictedFollower', 'colleague'];

const sent = (value: unknown): boolean => value !== undefined;
const isText = (value: unknown) => typeof value === 'string';

function assertUser(user: Body, what: string) {
  ok(isText(user.id) && user.id.length > 0 && user.id.length <= 200, `${what} has an id`);
  ok(isText(user.name), `${what} has a name`);
  ok(typeof user.active === 'boolean', `${what} is active or not`);
}

function assertFollower({ user, addedAt, source }: Body) {
  assertUser(user, 'a follower');
  if (sent(addedAt)) {
    ok(INSTANT.test(addedAt) && !Number.isNaN(Date.parse(addedAt)), `"${addedAt}" is an instant of ISO 8601`);
  }
  if (!sent(source)) return;
  ok(KINDS.includes(source.kind), `"${source.kind}" is a kind of source`);
  for (const name of ['id', 'name']) {
    ok(!sent(source[name]) || isText(source[name]), `${name} of a source is text`);
  }
  if (sent(source.by)) ok(isText(source.by.id) && isText(source.by.name), 'who added has an id and a name');
}

const isVerdict = (verdict: Body) =>
  !sent(verdict) ||
  typeof verdict === 'boolean' ||
  (verdict !== null &&
    typeof verdict === 'object' &&
    ['reason', 'detail'].every((name) => !sent(verdict[name]) || isText(verdict[name])));

/** Runs over the snapshot of every contact that is not empty, as each viewer who sees it. */
async function eachSnapshot(context: Context, look: (body: Body, as: Role) => void): Promise<void> {
  const { usual, full, over } = context.fixture.contacts;
  for (const as of VIEWERS) {
    for (const id of [usual, full, over]) {
      const answer = await ask(context, as, `GET ${followersOf(id)}`);
      if (answer.status !== 404) look(answer.body, as);
      else ok(as === 'restrictedFollower' && id !== usual, `${as} sees ${id}`);
    }
  }
}

export const members: Case[] = [
  {
    id: 'members-viewer',
    title: 'names the caller as the viewer, and nobody but the administrator as one',
    level: 'required',
    needs: [],
    run: (context) =>
      eachSnapshot(context, ({ viewer }, as) => {
        if (!sent(viewer)) return;
        equal(viewer.id, context.fixture.people[as], 'viewer');
        assertUser(viewer, 'the viewer');
        equal(viewer.admin ?? false, as === 'admin', `admin of ${as}`);
        equal(viewer.onlyAssignedData ?? false, as === 'restrictedFollower', `onlyAssignedData of ${as}`);
        equal(viewer.canEdit ?? true, as !== 'reader', `canEdit of ${as}`);
      }),
  },
  {
    id: 'members-people',
    title: 'says of owner and followers who they are, and since when and by what they follow',
    level: 'required',
    needs: [],
    run: (context) =>
      eachSnapshot(context, (body) => {
        assertUser(body.owner, 'the owner');
        body.followers.forEach(assertFollower);
        const ids = followerIds(body);
        equal(new Set(ids).size, ids.length, 'different followers');
        ok(!ids.includes(body.owner.id), 'the owner does not follow');
      }),
  },
  {
    id: 'members-record',
    title: 'has a decimal version, a whole limit, features by name and verdicts that are verdicts',
    level: 'required',
    needs: [],
    run: (context) =>
      eachSnapshot(context, ({ record, limit, features, can }) => {
        if (sent(record.version)) ok(/^\d+$/.test(record.version), `"${record.version}" is decimal`);
        ok(isText(record.version ?? ''), 'a version is text');
        ok(Number.isInteger(limit) && limit >= 0, `${limit} is a limit`);
        if (sent(features)) ok(Array.isArray(features) && features.every(isText), 'features are names');
        for (const right of RIGHTS) ok(isVerdict(can?.[right]), `${right} is a verdict`);
      }),
  },
  {
    id: 'members-can',
    title: 'refuses a change of owner for the reason that the record gave before',
    level: 'optional',
    needs: ['owner'],
    async run(context) {
      const { people, contacts } = context.fixture;
      for (const as of ['follower', 'restrictedFollower', 'reader'] as const) {
        const { body } = await ask(context, as, `GET ${followersOf(contacts.usual)}`);
        const refused = await handOver(context, as, contacts.usual, { userId: people.colleague });
        status(refused, 403);
        const said = body.can?.changeOwner?.reason;
        if (said && refused.body.reason) equal(refused.body.reason, said, `reason for ${as}`);
      }
    },
  },
];
