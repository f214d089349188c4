/** What every member of a snapshot holds where it is sent, whoever asks. */
import { ask, type Body, followerIds, followerOf, read } from '../ask.ts';
import type { Case, Role } from '../case.ts';
import { equal, ok } from '../expect.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const KINDS = ['user', 'rule', 'import', 'api'];
const RIGHTS = ['addFollower', 'removeFollower', 'changeOwner'];

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

function assertPeople(body: Body) {
  assertUser(body.owner, 'the owner');
  body.followers.forEach(assertFollower);
  const ids = followerIds(body);
  equal(new Set(ids).size, ids.length, 'different followers');
  ok(!ids.includes(body.owner.id), 'the owner does not follow');
}

const isVerdict = (verdict: Body) =>
  !sent(verdict) ||
  typeof verdict === 'boolean' ||
  (verdict !== null &&
    typeof verdict === 'object' &&
    ['reason', 'detail'].every((name) => !sent(verdict[name]) || isText(verdict[name])));

/** What a snapshot says to somebody of themselves. */
const viewer = (as: Role, who: string): Case => ({
  id: `members-viewer-${as}`,
  title: `tells ${who} who they are, with their rights and with verdicts that are verdicts`,
  features: [],
  record: 'usual',
  needs: [as],
  async run(context) {
    const { viewer, can } = await read(context, as);
    for (const right of RIGHTS) ok(isVerdict(can?.[right]), `${right} is a verdict`);
    if (!sent(viewer)) return;
    equal(viewer.id, context.people[as], 'viewer');
    assertUser(viewer, 'the viewer');
    equal(viewer.admin ?? false, as === 'admin', 'admin');
    equal(viewer.onlyAssignedData ?? false, as === 'restrictedFollower', 'onlyAssignedData');
    equal(viewer.canEdit ?? true, as !== 'reader', 'canEdit');
  },
});

export const members: Case[] = [
  viewer('admin', 'an administrator'),
  viewer('owner', 'the owner'),
  viewer('follower', 'a follower'),
  viewer('reader', 'a reader'),
  viewer('restrictedFollower', 'a restricted follower'),
  {
    id: 'members-people',
    title: 'says of owner and followers who they are, and since when and by what they follow',
    features: [],
    record: 'usual',
    needs: ['owner', 'follower'],
    run: async (context) => assertPeople(await read(context, 'owner')),
  },
  {
    id: 'members-people-full',
    title: 'says so of every follower of a full list',
    features: [],
    record: 'full',
    needs: ['owner'],
    run: async (context) => assertPeople(await read(context, 'owner')),
  },
  {
    id: 'members-record',
    title: 'has a decimal version, a whole limit, and features by name',
    features: [],
    needs: [],
    async run(context) {
      const { record, limit, features } = await read(context, 'admin');
      if (sent(record.version)) ok(/^\d+$/.test(record.version), `"${record.version}" is decimal`);
      ok(isText(record.version ?? ''), 'a version is text');
      ok(Number.isInteger(limit) && limit >= 0, `${limit} is a limit`);
      if (sent(features)) ok(Array.isArray(features) && features.every(isText), 'features are names');
    },
  },
  {
    id: 'members-by',
    title: 'names whoever made the last change, or nobody',
    features: [],
    record: 'usual',
    needs: ['owner', 'colleague'],
    async run(context) {
      const { people, record } = context;
      await ask(context, 'owner', `PUT ${followerOf(record, people.colleague)}`);
      const { by } = (await read(context, 'admin')).record;
      if (sent(by)) equal([by.id, isText(by.name)], [people.owner, true], 'who made the last change');
    },
  },
];
