/**
 * Every route of the contract, and of the demo's contacts and opportunities, with a request that it answers well: for
 * what must hold of all of them. Those of workflow rules, which only administrators have, are tested by themselves.
 */
import type { App } from '../../demo/server/app.ts';
import type { Call } from './app.ts';

export interface Route extends Call {
  /** As the app has it, with placeholders. */
  readonly route: string;
  readonly query?: string;
}

const FOLLOWERS = '/api/records/:type/:id/followers';

export const ROUTES: readonly Route[] = [
  { route: `GET ${FOLLOWERS}` },
  { route: `POST ${FOLLOWERS}`, json: { add: ['u101'], remove: ['follower'] } },
  { route: `PUT ${FOLLOWERS}/:userId` },
  { route: `DELETE ${FOLLOWERS}/:userId` },
  { route: `GET ${FOLLOWERS}/history`, query: 'limit=1' },
  { route: 'PUT /api/records/:type/:id/owner', json: { userId: 'u101' }, headers: { 'If-Match': '"4"' } },
  { route: 'POST /api/followers:batchGet', json: { records: [{ type: 'contact', id: 'c1' }] } },
  { route: 'GET /api/users', query: 'for=contact:c1&limit=1' },
  { route: 'GET /api/events', query: 'record=contact:c1' },
  { route: 'GET /api/meta' },
  { route: 'GET /crm/me' },
  { route: 'GET /crm/contacts', query: 'limit=1' },
  { route: 'GET /crm/contacts/:id' },
  { route: 'PATCH /crm/contacts/:id', json: { phone: '1' } },
  { route: 'GET /crm/contacts/:id/activity' },
  { route: 'POST /crm/opportunities', json: { name: 'New', contactId: 'c1', followers: ['u101'] } },
];

/** The request of a route about these; the contact `c1` and the person `u102` unless said otherwise. */
export function requestOf(
  { route, query }: Route,
  { type = 'contact', id = 'c1', userId = 'u102' } = {},
): string {
  const path = route.replace(':type', type).replace(':id', id).replace(':userId', userId);
  return query ? `${path}?${query}` : path;
}

export const isWrite = ({ route }: Route): boolean => !route.startsWith('GET');

/** Method and path of every route that an app has, as a test without placeholders. */
export const routesOf = (app: App): RegExp[] =>
  app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/crm/rules'))
    .map(({ method, path }) => {
      const pattern = path.replace(/:\w+\{([^}]+)\}/g, '$1').replace(/\/:\w+/g, '/[^/]+');
      return new RegExp(`^${method} ${pattern}$`);
    });
