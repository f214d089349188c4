/**
 * The data in memory, for tests and for pages without a server. Answers exactly as the SQL one does.
 *
 * Everything runs one after another, reads too: nobody sees half a transaction. Rows are replaced, never
 * edited, so undoing is putting the old ones back (`undo.ts`).
 */
import { indexParts, indexTokens, insideWords, sortKey } from '../directory.ts';
import {
  type Account,
  byCodePoint,
  type Dataset,
  type ListedRecord,
  NEWEST_FIRST,
  type NewRecord,
  type Position,
  positionIn,
  type Reader,
  type RecordKey,
  type Repository,
  type StoredEvent,
  type StoredRecord,
  type StoredSource,
  type Transaction,
} from '../repository.ts';
import { MemoryLog } from './log.ts';
import { ruleStore } from './rules.ts';
import { Undo, UndoableMap } from './undo.ts';

interface Row extends Omit<NewRecord, 'source'> {
  readonly version: number;
  readonly followers: readonly { userId: string; addedAt: string; source: StoredSource }[];
  readonly events: readonly EventRow[];
}

interface EventRow extends Pick<StoredEvent, 'version' | 'kind' | 'at'> {
  readonly userId: string | null;
  readonly previousId: string | null;
  readonly source: StoredSource;
}

const idOf = ({ tenant, type, id }: RecordKey) => `${tenant}\0${type}\0${id}`;
const byPosition = (a: Position, b: Position) => byCodePoint(a[0], b[0]) || byCodePoint(a[1], b[1]);

export function memoryRepository({ people, records, rules }: Dataset): Repository {
  const index = people.map((account) => ({
    ...{ account, key: sortKey(account) },
    ...{ tokens: indexTokens(account), parts: indexParts(account) },
  }));
  const accounts = new Map(people.map((account) => [`${account.tenant}\0${account.id}`, account]));
  const rows = new UndoableMap<Row>();
  const log = new MemoryLog();

  const create = ({ source, ...record }: NewRecord): Row => {
    const { createdAt: at, ownerId: userId } = record;
    const created: EventRow = { version: '1', kind: 'created', at, userId, previousId: null, source };
    return { ...record, version: 1, followers: [], events: [created] };
  };
  for (const { followers, ...record } of records) {
    let row = create(record);
    for (const { userId, addedAt: at, source } of followers) {
      row = changed(row, { kind: 'follower-added', userId, at, source });
    }
    rows.set(idOf(record.key), row);
  }

  const personOf = (tenant: string, id: string | null) =>
    id === null ? undefined : accounts.get(`${tenant}\0${id}`);
  const named = (tenant: string, id: string | null) =>
    id === null ? null : { id, name: personOf(tenant, id)?.name ?? '' };
  const workflows = ruleStore(rules, (tenant, id) => named(tenant, id)!);
  const maps = [rows, ...workflows.maps];
  const readSource = (tenant: string, { kind, id, name, byId }: StoredSource) => {
    return { kind, id, name, by: named(tenant, byId ?? null) ?? undefined };
  };
  const listed = ({ key, version, createdAt, fields, ownerId }: Row): ListedRecord => {
    return { key, version: String(version), createdAt, fields, owner: personOf(key.tenant, ownerId) ?? null };
  };
  const stored = (row: Row): StoredRecord => {
    const { tenant } = row.key;
    const followers = row.followers.map(({ userId, addedAt, source }) => {
      return { user: personOf(tenant, userId)!, addedAt, source: readSource(tenant, source) };
    });
    const { kind, byId } = row.events.at(-1)!.source;
    const by = kind === 'rule' ? undefined : (named(tenant, byId ?? null) ?? undefined);
    return { ...listed(row), by, followers };
  };

  const place = (tokens: readonly string[], word: string) =>
    tokens.filter((token) => token.startsWith(word)).sort(byCodePoint)[0];

  const read: Reader = {
    ...workflows.read,

    account: async (userId) => people.find(({ id }) => id === userId),
    person: async (tenant, userId) => personOf(tenant, userId),
    people: async (tenant, userIds) => [...new Set(userIds)].flatMap((id) => personOf(tenant, id) ?? []),

    async searchPeople({ tenant, words, inside, after, limit }) {
      const [first, ...others] = words;
      const long = insideWords(words);
      const isInside = ({ tokens, parts }: (typeof index)[number]): boolean =>
        words.every((word) => place(long.includes(word) ? parts : tokens, word)) &&
        !words.every((word) => place(tokens, word));
      return index
        .filter(({ account }) => account.tenant === tenant)
        .filter((each) => (inside ? isInside(each) : others.every((word) => place(each.tokens, word))))
        .flatMap<{ user: Account; position: Position }>(({ account, tokens, parts, key }) => {
          const at = first === undefined ? key : place(inside ? parts : tokens, first);
          return at === undefined ? [] : [{ user: account, position: [at, account.id] }];
        })
        .filter(({ position }) => !after || byPosition(position, after) > 0)
        .sort((a, b) => byPosition(a.position, b.position))
        .slice(0, limit);
    },

    async find(key) {
      const row = rows.get(idOf(key));
      return row && stored(row);
    },

    async findMany(tenant, refs) {
      const found = new Set(refs.flatMap((ref) => rows.get(idOf({ ...ref, tenant })) ?? []));
      return [...found].map(stored);
    },

    async list({ tenant, type, tiedTo, ids, contactId, order = NEWEST_FIRST, after, limit }) {
      const at = (row: Row): Position => positionIn(order, row);
      const compare = (a: Position, b: Position) => byPosition(a, b) * (order.descending ? -1 : 1);
      return [...rows.values()]
        .filter((row) => row.key.tenant === tenant && row.key.type === type)
        .filter((row) => ids === undefined || ids.includes(row.key.id))
        .filter((row) => contactId === undefined || row.fields['contactId'] === contactId)
        .filter(
          ({ ownerId, followers }) =>
            tiedTo === undefined || ownerId === tiedTo || followers.some(({ userId }) => userId === tiedTo),
        )
        .filter((row) => !after || compare(at(row), after) > 0)
        .sort((a, b) => compare(at(a), at(b)))
        .slice(0, limit)
        .map(listed);
    },

    async events(key, limit, before) {
      const events = rows.get(idOf(key))?.events ?? [];
      return events
        .filter(({ version }) => before === undefined || BigInt(version) < BigInt(before))
        .toReversed()
        .slice(0, limit)
        .map(({ version, kind, at, userId, previousId, source }) => ({
          version,
          kind,
          at,
          user: named(key.tenant, userId),
          previous: named(key.tenant, previousId),
          source: readSource(key.tenant, source),
        }));
    },

    async removedByHand(key, userIds) {
      const events = rows.get(idOf(key))?.events ?? [];
      const decided = (id: string) =>
        events.findLast(({ userId, source }) => userId === id && source.kind === 'user');
      return new Set(userIds.filter((id) => decided(id)?.kind === 'follower-removed'));
    },
  };

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    account: (userId) => inTurn(() => read.account(userId)),
    person: (tenant, userId) => inTurn(() => read.person(tenant, userId)),
    people: (tenant, userIds) => inTurn(() => read.people(tenant, userIds)),
    searchPeople: (search) => inTurn(() => read.searchPeople(search)),
    find: (key) => inTurn(() => read.find(key)),
    findMany: (tenant, refs) => inTurn(() => read.findMany(tenant, refs)),
    list: (query) => inTurn(() => read.list(query)),
    events: (key, limit, before) => inTurn(() => read.events(key, limit, before)),
    fieldChanges: (key, limit) => inTurn(() => read.fieldChanges(key, limit)),
    removedByHand: (key, userIds) => inTurn(() => read.removedByHand(key, userIds)),
    rules: (tenant) => inTurn(() => read.rules(tenant)),
    runs: (tenant, ruleId, limit) => inTurn(() => read.runs(tenant, ruleId, limit)),
    log: (query) => inTurn(async () => log.read(query)),
    close: () => inTurn(async () => undefined),

    transaction: (work) =>
      inTurn(async () => {
        const undo = new Undo();
        const done: Row[] = [];
        const write = (row: Row) => {
          rows.set(idOf(row.key), row);
          done.push(row);
          undo.add(() => done.pop());
        };
        const tx: Transaction = {
          ...read,
          ...workflows.write,
          lock: read.find,
          apply: async (key, effect) => write(changed(rows.get(idOf(key))!, effect)),
          insert: async (record) => write(create(record)),
          async patch(key, fields) {
            const row = rows.get(idOf(key))!;
            rows.set(idOf(key), { ...row, fields: { ...row.fields, ...fields } });
          },
          async savepoint(attempt) {
            const mark = undo.mark();
            try {
              return { value: await attempt() };
            } catch (error) {
              undo.backTo(mark);
              return { error };
            }
          },
        };
        for (const map of maps) map.undo = undo;
        try {
          const result = await work(tx);
          for (const { key, version } of done) log.append(key, String(version));
          return result;
        } catch (error) {
          undo.backTo(0);
          throw error;
        } finally {
          for (const map of maps) map.undo = undefined;
        }
      }),
  };
}

function changed(
  row: Row,
  { kind, userId, keepPrevious, source, at }: Parameters<Transaction['apply']>[1],
): Row {
  const version = row.version + 1;
  const others = row.followers.filter((follower) => follower.userId !== userId);
  const ownerChanged = kind === 'owner-changed';
  const joining = kind === 'follower-added' ? userId : ownerChanged && keepPrevious ? row.ownerId : null;
  const event = {
    version: String(version),
    kind,
    at,
    userId,
    previousId: ownerChanged ? row.ownerId : null,
    source,
  };
  return {
    ...row,
    version,
    ownerId: ownerChanged ? userId : row.ownerId,
    followers: joining === null ? others : [...others, { userId: joining, addedAt: at, source }],
    events: [...row.events, event],
  };
}
