/** Many records in one request (feature `batch`): which are answered, and what is said of those that are not seen. */
import { ask, type Body, followerIds, followerOf, NOTHING, read, TOO_LONG } from '../ask.ts';
import type { Case, Context, Need, RecordRef, Role, Situation } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';

function batch(id: string, title: string, record: Situation, needs: readonly Need[], run: Case['run']): Case {
  return { id, title, features: ['batch'], record, needs, run };
}

const send = (context: Context, as: Role | null, json: unknown) =>
  ask(context, as, 'POST /followers:batchGet', { json });

async function readAll(context: Context, as: Role, records: readonly RecordRef[]): Promise<Body[]> {
  const answer = await send(context, as, { records });
  status(answer, 200);
  return answer.body.items;
}

/** The items of these records in short. */
const told = (items: readonly Body[]): unknown[] =>
  items.map(({ type, id, status: code }) => [type, id, code]);

const missing = ({ type, id }: RecordRef) => ({ type, id, status: 404 });

export const batches: Case[] = [
  batch(
    'batch',
    'answers a record as a read of it alone does, in the place where it was asked for',
    'usual',
    ['follower'],
    async (context) => {
      const { type, id } = context.record;
      const alone = await read(context, 'follower');
      for (const records of [
        [context.record, NOTHING],
        [NOTHING, context.record],
      ]) {
        const items = await readAll(context, 'follower', records);
        equal(
          told(items),
          records.map((each) => [each.type, each.id, each === NOTHING ? 404 : 200]),
          'items',
        );
        equal(items.find((item) => item.type === type && item.id === id).snapshot, alone, 'snapshot');
      }
    },
  ),
  batch(
    'batch-unseen',
    'says of a record that the caller does not see nothing but that it is not found',
    'usual',
    ['restricted'],
    async (context) => {
      const records = [context.record, NOTHING];
      equal(await readAll(context, 'restricted', records), records.map(missing), 'items');
    },
  ),
  batch(
    'batch-foreign',
    'does not find the records of another tenant, whoever asks',
    'usual',
    ['foreignRecord'],
    async (context) => {
      const { foreignRecord, record } = context;
      const [foreign, own] = await readAll(context, 'admin', [foreignRecord, record]);
      equal(foreign, missing(foreignRecord), 'item of the foreign one');
      equal(own.status, 200, 'status of the other');
    },
  ),
  batch(
    'batch-types',
    'does not take a record for one of another type with its id',
    'usual',
    [],
    async (context) => {
      const other = { type: 'no-such-type', id: context.record.id };
      const items = await readAll(context, 'admin', [other, context.record]);
      equal(items[0], missing(other), 'item of the other type');
      equal(items[1].status, 200, 'status of the record');
    },
  ),
  batch(
    'batch-twice',
    'answers a record twice that is asked for twice',
    'usual',
    ['owner'],
    async (context) => {
      const { record } = context;
      const records = [record, NOTHING, record, NOTHING];
      const items = await readAll(context, 'owner', records);
      equal(
        told(items),
        records.map(({ type, id }) => [type, id, id === NOTHING.id ? 404 : 200]),
        'items',
      );
      equal(items[0], items[2], 'both items of the record');
    },
  ),
  batch(
    'batch-now',
    'answers records as they are after the last change',
    'empty',
    ['owner', 'colleague'],
    async (context) => {
      const { people, record } = context;
      for (const [method, expected] of [
        ['PUT', [people.colleague]],
        ['DELETE', []],
      ] as const) {
        await ask(context, 'owner', `${method} ${followerOf(record, people.colleague)}`);
        const [{ snapshot }] = await readAll(context, 'owner', [record]);
        equal(followerIds(snapshot), expected, `followers after ${method}`);
      }
    },
  ),
  batch(
    'batch-left',
    'does not find what the caller has lost sight of',
    'usual',
    ['restrictedFollower'],
    async (context) => {
      const { people, record } = context;
      const [before] = await readAll(context, 'restrictedFollower', [record]);
      equal(before.status, 200, 'status while they follow');
      const self = followerOf(record, people.restrictedFollower);
      await ask(context, 'restrictedFollower', `DELETE ${self}`);
      equal(await readAll(context, 'restrictedFollower', [record]), [missing(record)], 'items');
    },
  ),
  batch(
    'batch-size',
    'answers a hundred records, and none where nothing is asked for',
    'usual',
    [],
    async (context) => {
      const { record } = context;
      const records = Array.from({ length: 99 }, (_, i) => ({ ...NOTHING, id: `${NOTHING.id}-${i}` }));
      const items = await readAll(context, 'admin', [...records, record]);
      equal(items.slice(0, -1), records.map(missing), 'items of what there is not');
      equal(items.at(-1).status, 200, 'status of the last');
      const none = await send(context, 'admin', { records: [] });
      status(none, 200);
      equal(none.body.items, [], 'items where nothing is asked for');
    },
  ),
  batch(
    'batch-malformed',
    'refuses the whole of a body that it does not understand',
    'usual',
    [],
    async (context) => {
      const { record } = context;
      status(await send(context, 'admin', { records: [record] }), 200);
      const bad: unknown[] = [
        '{"records":',
        '',
        [],
        null,
        {},
        { records: null },
        { records: record },
        { records: [record.id] },
        { records: [`${record.type}:${record.id}`] },
        { records: [record, null] },
        { records: [record, { type: record.type }] },
        { records: [record, { id: record.id }] },
        { records: [record, { ...record, type: 'Contact' }] },
        { records: [record, { ...record, id: '..' }] },
        { records: [record, { ...record, id: 7 }] },
        { records: [{ ...record, id: TOO_LONG }] },
        '{"records":[{"type":"contact","id":"\\ud800"}]}',
        { records: Array.from({ length: 101 }, () => record) },
        { records: [record], padding: 'x'.repeat(70_000) },
      ];
      for (const json of bad) {
        const sent = JSON.stringify(json).slice(0, 80);
        const answer = await send(context, 'admin', json);
        ok(answer.status >= 400 && answer.status < 500, `${sent}: expected 4xx, got ${answer.status}`);
        equal(answer.body.code, 'invalid-request', `${sent}: code`);
        problem(await send(context, null, json), 401, 'not-authenticated');
      }
    },
  ),
];
