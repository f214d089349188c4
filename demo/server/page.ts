/** Pages of lists: how long one is, where it begins, and where the next one goes on. */
import type { Context as HonoContext } from 'hono';
import * as v from 'valibot';
import { malformed, parameter } from './request.ts';

/** What a cursor says: where in the order of a list its page ended. */
type Place = readonly string[];

export function limitOf(c: HonoContext, usual: number, most: number): number {
  const value = parameter(c, 'limit');
  if (value === null) return usual;
  const limit = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (limit < 1 || limit > most) throw malformed(`A limit is a whole number from 1 to ${most}.`);
  return limit;
}

/** Cursors are URL-safe base64 of JSON: opaque to clients, strictly read here. */
export function writeCursor(value: readonly unknown[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_', '=': '' })[c]!);
}

/** What a cursor holds; `undefined` for what is none of ours. `schema` keeps out those of another kind. */
export function readCursor<T>(cursor: string, schema: v.GenericSchema<T>): T | undefined {
  try {
    if (!/^[\w-]{1,4000}$/.test(cursor)) return undefined;
    const bytes = Uint8Array.from(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    return v.parse(schema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

/** `schema` keeps out positions of another list. */
export function cursorOf<T extends Place>(c: HonoContext, schema: v.GenericSchema<T>): T | undefined {
  const cursor = parameter(c, 'cursor');
  if (cursor === null) return undefined;
  const position = readCursor(cursor, schema);
  if (!position) throw malformed('The cursor is not one of ours.');
  return position;
}

/** `limit + 1` rows were asked for: the page, and the cursor if there is more. */
export function pageOf<T>(rows: T[], limit: number, position: (row: T) => Place) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > limit ? writeCursor(position(last)) : null };
}
