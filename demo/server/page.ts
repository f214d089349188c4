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

/** Positions travel as URL-safe base64 of JSON: opaque to clients, strictly read here. */
function writeCursor(position: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify(position));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_', '=': '' })[c]!);
}

/** `schema` keeps out positions of another list. */
export function cursorOf<T extends Place>(c: HonoContext, schema: v.GenericSchema<T>): T | undefined {
  const cursor = parameter(c, 'cursor');
  if (cursor === null) return undefined;
  try {
    if (!/^[\w-]{1,4000}$/.test(cursor)) throw malformed('');
    const bytes = Uint8Array.from(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    return v.parse(schema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    throw malformed('The cursor is not one of ours.');
  }
}

/** `limit + 1` rows were asked for: the page, and the cursor if there is more. */
export function pageOf<T>(rows: T[], limit: number, position: (row: T) => Place) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > limit ? writeCursor(position(last)) : null };
}
