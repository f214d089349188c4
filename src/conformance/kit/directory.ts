/** Whom `GET /users` finds: the people that cases need besides those with tokens. */
import { ask, type Body, enc, nameOf } from '../ask.ts';
import type { RecordRef } from '../case.ts';
import { said } from './answer.ts';
import type { Host } from './host.ts';

export interface Found {
  /** Who may be chosen for the record, none of them with a token. */
  readonly candidates: readonly string[];
  readonly inactive: string | undefined;
  readonly accented: { query: string; id: string } | undefined;
  /** Why there may be too few: the answer that ended the search before its time. */
  readonly trouble: string | undefined;
}

/** Pages looked through at most, with 50 people each; cases look no further either. */
const PAGES = 40;

/** Looks through the directory until it has `enough` candidates and one of each other kind. */
export async function findPeople(
  host: Host,
  record: RecordRef,
  but: readonly string[],
  enough: number,
): Promise<Found> {
  const taken = new Set(but);
  const candidates: string[] = [];
  let inactive: string | undefined;
  let accented: Found['accented'];
  let cursor: string | null = '';
  for (let page = 0; page < PAGES && cursor !== null; page++) {
    const next: string = cursor ? `&cursor=${enc(cursor)}` : '';
    const answer = await ask(host, 'admin', `GET /users?query=&limit=50&for=${nameOf(record)}${next}`);
    const { items, nextCursor } = (answer.body ?? {}) as { items?: Body[]; nextCursor?: unknown };
    if (answer.status !== 200 || !Array.isArray(items)) {
      return { candidates, inactive, accented, trouble: `GET /users answers ${said(answer)}` };
    }
    for (const { id, name, active, assignable = true } of items) {
      if (taken.has(id)) continue;
      if (active === false) inactive ??= id;
      else if (assignable === true) candidates.push(id);
      accented ??= accentsOf(id, String(name));
    }
    cursor = typeof nextCursor === 'string' ? nextCursor : null;
    if (candidates.length >= enough && inactive !== undefined && accented) break;
  }
  return { candidates, inactive, accented, trouble: undefined };
}

/** The beginning of a name as typed without its accents, where it has some and is Latin otherwise. */
function accentsOf(id: string, name: string): Found['accented'] {
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (bare === name.toLowerCase() || !/^[a-z]+( [a-z]+)*$/.test(bare)) return undefined;
  return { query: bare.slice(0, -1), id };
}
