/** The contract's fixture in the demo's fixed data, and how its people sign in. Used in Node and in pages. */
import type { Context, Fixture, Role } from './case.ts';

const fixture: Fixture = {
  people: {
    admin: 'admin',
    owner: 'owner',
    follower: 'follower',
    colleague: 'colleague',
    reader: 'reader',
    restrictedFollower: 'rita',
    restricted: 'rob',
    inactive: 'gone',
    foreign: 'stranger',
    lastInFull: 'u110',
  },
  contacts: {
    usual: 'c1',
    empty: 'c-empty',
    unowned: 'c-unowned',
    full: 'c-full',
    over: 'c-over',
    foreign: 'x1',
  },
  accented: { query: 'jos', id: 'u101' },
};

/** `send` gets requests to `base` + path. */
export function ourContext(base: string, send: (request: Request) => Response | Promise<Response>): Context {
  return {
    fixture,
    async fetch(as: Role | null, path: string, init: RequestInit = {}) {
      const headers = new Headers(init.headers);
      if (as) headers.set('Authorization', `Bearer ${fixture.people[as]}`);
      return await send(new Request(base + path, { ...init, headers }));
    },
  };
}
