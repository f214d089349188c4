/** The seam between our SQL and a database driver. `pglite.ts` and `postgres.ts` are the two there are. */

export interface Queryable {
  /** 64-bit integers come as decimal text and instants as `Date`, whatever the driver. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Several statements without parameters. */
  exec(script: string): Promise<void>;
}

/**
 * Errors of the database carry its five-character code as `code`. Everything here throws `Unavailable` when the
 * database can't be had, or can't write, at the moment.
 */
export interface Database extends Queryable {
  /** All or nothing; everybody who asks meanwhile sees the state before it. */
  transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Somebody went on after one of the statements had failed. That is a mistake of ours, so everything is undone. */
export class NotCommitted extends Error {
  override readonly name = 'NotCommitted';

  constructor() {
    super('A statement of this transaction has failed.');
  }
}
