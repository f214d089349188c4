/**
 * Who asks. `createApp` takes any function of this shape; the one here is for the demo only:
 * it believes whatever id it is told, and must never guard real data.
 */
import type { Account, Reader } from './repository.ts';
import { isStorableId } from './request.ts';

export interface Identity {
  readonly account: Account;
  /** The browser sent the proof by itself (a cookie), so a foreign page could have caused the request. */
  readonly ambient: boolean;
  /** When the proof ends, where it does; streams end with it. */
  readonly expires?: Date | undefined;
}

/** `undefined` when nobody is signed in, or nobody we know, or somebody whose account is closed. */
export type Authenticate = (request: Request) => Promise<Identity | undefined>;

/** Name of the cookie that holds the id of the demo's signed-in person. */
export const COOKIE = 'as';

/** The id in the demo's cookie. */
export function cookieId(header: string | null | undefined): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name !== COOKIE || !value) continue;
    try {
      return decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** `Authorization: Bearer <userId>`, or the cookie where there is no such header. */
export function demoAuthenticate(people: Pick<Reader, 'account'>): Authenticate {
  return async ({ headers }) => {
    const authorization = headers.get('authorization');
    const ambient = authorization === null;
    const id = ambient ? cookieId(headers.get('cookie')) : /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    // A closed account can't sign in.
    const account = isStorableId(id) ? await people.account(id) : undefined;
    return account?.active ? { account, ambient } : undefined;
  };
}
