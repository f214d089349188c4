/**
 * The log of all events, read in an order in which none is ever missed, however long its transaction takes.
 *
 * This needs PostgreSQL: transactions that are numbered, and the number of the oldest one still running. On
 * engines without them the versions of the records themselves have to be compared (see `../README.md`).
 */
import type { LogPosition, Repository } from '../repository.ts';
import type { Queryable } from './database.ts';
import type { Row } from './rows.ts';

/** Of one moment: what has been committed, and the transaction before which nothing can follow any more. */
const LOG = (which: string) => `
  select l.id as log, h.horizon::text as horizon,
         e.tenant, e.type, e.record_id, e.record_version::text as version, e.xid::text as xid, e.seq::text as seq
  from event_log l
  cross join (select pg_snapshot_xmin(pg_current_snapshot()) as horizon) h
  left join lateral (
    select * from event
    where (xid, seq) > ($1::xid8, $2::bigint) and xid < h.horizon ${which}
    order by xid, seq limit $3
  ) e on true
  order by e.xid, e.seq`;

/** Above every number of a transaction. */
const NEVER = String(2n ** 64n - 1n);

export function readLog(db: Queryable): Repository['log'] {
  return async ({ after, of, limit }) => {
    const parameters: unknown[] = [after?.transaction ?? NEVER, after?.entry ?? '0', limit];
    const bind = (value: unknown) => `$${parameters.push(value)}`;
    const types = [...new Set(of?.refs.map(({ type }) => type))].map((type) => {
      const ids = of!.refs.filter((ref) => ref.type === type).map(({ id }) => id);
      return `type = ${bind(type)} and record_id = any(${bind(ids)}::text[])`;
    });
    const which = of ? `and tenant = ${bind(of.tenant)} and (${types.join(' or ') || 'false'})` : '';
    const rows = await db.query<Row>(LOG(which), parameters);
    const { log, horizon } = rows[0] as { log: string; horizon: string };
    // Beyond what this database has come to: it was thrown away and begun anew, or restored.
    if (after && (after.log !== log || BigInt(after.transaction) > BigInt(horizon))) return undefined;
    const entries = rows
      .filter((row) => row['xid'] !== null)
      .map((row) => {
        const [tenant, type, id] = [row['tenant'], row['type'], row['record_id']] as string[];
        const position: LogPosition = { log, transaction: row['xid'] as string, entry: row['seq'] as string };
        return {
          key: { tenant: tenant!, type: type!, id: id! },
          version: row['version'] as string,
          position,
        };
      });
    const last = entries.length === limit ? entries.at(-1) : undefined;
    return { entries, end: last?.position ?? { log, transaction: horizon, entry: '0' } };
  };
}
