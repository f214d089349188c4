/** The demo's fixed data as cases of the contract meet it, and how its people sign in. Used in Node and in pages. */
import {
  type Case,
  type Context,
  narrowed,
  type Patience,
  type Person,
  type Role,
  type Situation,
} from '../../src/conformance/case.ts';

const PEOPLE: Record<Person, string> = {
  admin: 'admin',
  owner: 'owner',
  follower: 'follower',
  reader: 'reader',
  restricted: 'rob',
  restrictedFollower: 'rita',
  colleague: 'colleague',
  inactive: 'gone',
  stranger: 'stranger',
};

const RECORDS: Record<Situation, string> = {
  usual: 'c1',
  empty: 'c-empty',
  unowned: 'c-unowned',
  full: 'c-full',
  over: 'c-over',
};

/** Runs a case on the fixed data as it was made. `send` gets requests to `base` + path; `patience` as in `Context`. */
export async function runCase(
  theCase: Case,
  base: string,
  send: (request: Request) => Response | Promise<Response>,
  patience?: Patience,
): Promise<void> {
  const context: Context = {
    people: PEOPLE,
    colleagues: ['colleague', 'u111', 'u112', 'admin'],
    accented: { query: 'jos', id: 'u101' },
    record: { type: 'contact', id: RECORDS[theCase.record ?? 'usual'] },
    foreignRecord: { type: 'contact', id: 'x1' },
    patience,
    async fetch(as: Role | null, path: string, init: RequestInit = {}) {
      const headers = new Headers(init.headers);
      if (as) headers.set('Authorization', `Bearer ${PEOPLE[as]}`);
      return await send(new Request(base + path, { ...init, headers }));
    },
  };
  await theCase.run(narrowed(theCase, context));
}
