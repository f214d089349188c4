/**
 * Every question to the database. Each is one statement, so its answer is of one moment.
 * Statements keep to what PostgreSQL 15, CockroachDB and Citus all run: no extension, no function of ours.
 */
import { NEWEST_FIRST, type Order, type Reader } from '../repository.ts';
import type { Queryable } from './database.ts';
import { personColumns, readEvent, readPerson, readRecord, readRecords, type Row } from './rows.ts';
import { searching } from './search.ts';
import { ruleReader } from './rules.ts';

/** Records with owner and followers, one row for each follower; whoever asks says which. */
const FIND = `
  select r.type, r.id, r.version::text as version, r.created_at, r.fields, ${personColumns('o', 'o_')},
         m.by_id as made_by_id, n.name as made_by_name,
         f.added_at, f.source_kind, f.source_id, f.source_name, f.by_id, b.name as by_name, ${personColumns('p', 'f_')}
  from record r
  left join person o on o.tenant = r.tenant and o.id = r.owner_id
  left join event m on m.tenant = r.tenant and m.type = r.type and m.record_id = r.id
    and m.record_version = r.version and m.source_kind <> 'rule'
  left join person n on n.tenant = m.tenant and n.id = m.by_id
  left join follower f on f.tenant = r.tenant and f.type = r.type and f.record_id = r.id
  left join person p on p.tenant = f.tenant and p.id = f.user_id
  left join person b on b.tenant = f.tenant and b.id = f.by_id
  where r.tenant = $1`;

/** Two lookups in an index rather than a test of every record. */
const tiedTo = (user: string) => `
  and r.id in (
    select id from record where tenant = $1 and type = $2 and owner_id = ${user}
    union
    select record_id from follower where tenant = $1 and type = $2 and user_id = ${user})`;

const textField = (name: string) => ({
  expression: `coalesce(r.fields ->> '${name}', '') collate "C"`,
  type: 'text',
});

/** What an order sorts by, and as what it is compared. */
const SORTS: Record<Order['by'], { expression: string; type: string }> = {
  createdAt: { expression: 'r.created_at', type: 'timestamptz' },
  name: textField('name'),
  company: textField('company'),
  city: textField('city'),
  lifecycle: textField('lifecycle'),
};

/** Above every version. */
const NO_VERSION = String(2n ** 63n - 1n);

const EVENTS = `
  select e.record_version::text as record_version, e.kind, e.at, e.user_id, u.name as user_name,
         e.previous_owner_id, p.name as previous_name,
         e.source_kind, e.source_id, e.source_name, e.by_id, b.name as by_name
  from event e
  left join person u on u.tenant = e.tenant and u.id = e.user_id
  left join person p on p.tenant = e.tenant and p.id = e.previous_owner_id
  left join person b on b.tenant = e.tenant and b.id = e.by_id
  where e.tenant = $1 and e.type = $2 and e.record_id = $3 and e.record_version < $5::bigint
  order by e.record_version desc
  limit $4`;

export function reader(db: Queryable): Reader {
  return {
    ...ruleReader(db),

    async account(userId) {
      const [row] = await db.query<Row>(`select ${personColumns('p')} from person p where p.id = $1`, [
        userId,
      ]);
      return row && readPerson(row);
    },

    async person(tenant, userId) {
      const sql = `select ${personColumns('p')} from person p where p.tenant = $1 and p.id = $2`;
      const [row] = await db.query<Row>(sql, [tenant, userId]);
      return row && readPerson(row);
    },

    async people(tenant, userIds) {
      const sql = `select ${personColumns('p')} from person p where p.tenant = $1 and p.id = any($2::text[])`;
      return (await db.query<Row>(sql, [tenant, userIds])).map((row) => readPerson(row));
    },

    async searchPeople(search) {
      const { sql, parameters } = searching(search);
      const rows = await db.query<Row>(sql, parameters);
      return rows.map((row) => {
        const user = readPerson(row);
        return { user, position: [row['place'] as string, user.id] };
      });
    },

    async find({ tenant, type, id }) {
      const sql = `${FIND} and r.type = $2 and r.id = $3 order by f.since_version`;
      return readRecords(tenant, await db.query<Row>(sql, [tenant, type, id]))[0];
    },

    async findMany(tenant, refs) {
      if (!refs.length) return [];
      const parameters: unknown[] = [tenant];
      const bind = (value: unknown) => `$${parameters.push(value)}`;
      // A list of ids for each type: a list of pairs is not looked up in the index everywhere.
      const asked = [...new Set(refs.map(({ type }) => type))].map((type) => {
        const ids = refs.filter((ref) => ref.type === type).map(({ id }) => id);
        return `r.type = ${bind(type)} and r.id = any(${bind(ids)}::text[])`;
      });
      const sql = `${FIND} and (${asked.join(' or ')}) order by r.type, r.id, f.since_version`;
      return readRecords(tenant, await db.query<Row>(sql, parameters));
    },

    async list({ tenant, type, tiedTo: userId, ids, contactId, order = NEWEST_FIRST, after, limit }) {
      const parameters: unknown[] = [tenant, type, limit];
      const bind = (value: unknown) => `$${parameters.push(value)}`;
      const { expression, type: sqlType } = SORTS[order.by];
      const [direction, beyond] = order.descending ? ['desc', '<'] : ['asc', '>'];
      const rows = await db.query<Row>(
        `select r.id, r.version::text as version, r.created_at, r.fields, ${personColumns('o', 'o_')}
         from record r left join person o on o.tenant = r.tenant and o.id = r.owner_id
         where r.tenant = $1 and r.type = $2
         ${userId === undefined ? '' : tiedTo(bind(userId))}
         ${ids === undefined ? '' : `and r.id = any(${bind(ids)}::text[])`}
         ${contactId === undefined ? '' : `and r.fields ->> 'contactId' = ${bind(contactId)}`}
         ${after ? `and (${expression}, r.id) ${beyond} (${bind(after[0])}::${sqlType}, ${bind(after[1])})` : ''}
         order by ${expression} ${direction}, r.id ${direction} limit $3`,
        parameters,
      );
      return rows.map((row) => readRecord({ tenant, type, id: row['id'] as string }, row));
    },

    async events(key, limit, before = NO_VERSION) {
      const rows = await db.query<Row>(EVENTS, [key.tenant, key.type, key.id, limit, before]);
      return rows.map(readEvent);
    },
  };
}
