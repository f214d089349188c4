/**
 * The data in a SQL database: every change, and the transaction around it.
 *
 * Locks always come in one order, record before follower, and every change rewrites the record row, so the
 * lock holds under every isolation level. Questions are in `reader.ts`, filling an empty database in `fill.ts`.
 */
import {
  type Effect,
  type RecordKey,
  type Repository,
  type Transaction,
  Unavailable,
} from '../repository.ts';
import type { Database, Queryable } from './database.ts';
import { isLostRace } from './failures.ts';
import { readLog } from './log.ts';
import { reader } from './reader.ts';
import { retrying } from './retry.ts';
import { sourceOf } from './rows.ts';
import { ruleWriter } from './rules.ts';

export function sqlRepository(opened: Database): Repository {
  const database = retrying(opened);
  return {
    ...reader(database),
    log: readLog(database),
    transaction: (work) => database.transaction((db) => work(transactionOn(db))),
    close: () => database.close(),
  };
}

function transactionOn(db: Queryable): Transaction {
  const read = reader(db);

  const addFollower = (key: RecordKey, userId: string, version: string, { at, source }: Effect) =>
    db.query(
      `insert into follower (tenant, type, record_id, user_id, since_version, added_at,
                             source_kind, source_id, source_name, by_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [key.tenant, key.type, key.id, userId, version, at, ...sourceOf(source)],
    );

  const removeFollower = (key: RecordKey, userId: string) =>
    db.query('delete from follower where tenant = $1 and type = $2 and record_id = $3 and user_id = $4', [
      key.tenant,
      key.type,
      key.id,
      userId,
    ]);

  const addEvent = (
    key: RecordKey,
    event: Pick<Effect, 'at' | 'source'> & {
      version: string;
      kind: string;
      userId: string | null;
      previousOwnerId: string | null;
    },
  ) =>
    db.query(
      `insert into event (tenant, type, record_id, record_version, kind, at, user_id, previous_owner_id,
                          source_kind, source_id, source_name, by_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        key.tenant,
        key.type,
        key.id,
        event.version,
        event.kind,
        event.at,
        event.userId,
        event.previousOwnerId,
        ...sourceOf(event.source),
      ],
    );

  return {
    ...read,
    ...ruleWriter(db),

    async savepoint(work) {
      await db.exec('savepoint attempt');
      try {
        const value = await work();
        await db.exec('release savepoint attempt');
        return { value };
      } catch (error) {
        // It is the whole transaction that has to be run again, or can't be for now.
        if (isLostRace(error) || error instanceof Unavailable) throw error;
        await db.exec('rollback to savepoint attempt');
        return { error };
      }
    },

    async lock(key) {
      // "No key" update, so that rows which merely refer to the record don't have to wait.
      await db.query('select 1 from record where tenant = $1 and type = $2 and id = $3 for no key update', [
        key.tenant,
        key.type,
        key.id,
      ]);
      return await read.find(key);
    },

    async apply(key, effect) {
      const { kind, userId, at, source } = effect;
      const where = [key.tenant, key.type, key.id];
      const [row] = await db.query<{ version: string; owner_id: string | null }>(
        `update record set version = version + 1 where tenant = $1 and type = $2 and id = $3
         returning version::text as version, owner_id`,
        where,
      );
      const { version, owner_id } = row!;
      const previousOwnerId = kind === 'owner-changed' ? owner_id : null;
      if (kind === 'follower-added') await addFollower(key, userId, version, effect);
      else await removeFollower(key, userId);
      if (kind === 'owner-changed') {
        await db.query('update record set owner_id = $4 where tenant = $1 and type = $2 and id = $3', [
          ...where,
          userId,
        ]);
        if (effect.keepPrevious && owner_id !== null) await addFollower(key, owner_id, version, effect);
      }
      await addEvent(key, { version, kind, at, userId, previousOwnerId, source });
    },

    async insert({ key, ownerId, createdAt, fields, source }) {
      await db.query(
        'insert into record (tenant, type, id, owner_id, created_at, fields) values ($1, $2, $3, $4, $5, $6)',
        [key.tenant, key.type, key.id, ownerId, createdAt, JSON.stringify(fields)],
      );
      await addEvent(key, {
        version: '1',
        kind: 'created',
        at: createdAt,
        userId: ownerId,
        previousOwnerId: null,
        source,
      });
    },

    async patch(key, fields) {
      await db.query(
        'update record set fields = fields || $4::jsonb where tenant = $1 and type = $2 and id = $3',
        [key.tenant, key.type, key.id, JSON.stringify(fields)],
      );
    },
  };
}
