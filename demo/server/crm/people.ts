/**
 * Who can be chosen in the demo's "View as" menu: asked before anybody is signed in, so it stands in front of the app,
 * all routes of which ask for a sign-in.
 */
import { CAST } from '../data/fixed.ts';
import { userOf } from '../snapshot.ts';

type Fetch = (request: Request, server?: object) => Response | Promise<Response>;

/** Answers `GET /crm/people` itself and leaves everything else to the app. */
export function withPeople(fetch: Fetch): Fetch {
  return (request, server) => {
    const isAsked = request.method === 'GET' && new URL(request.url).pathname === '/crm/people';
    if (!isAsked) return fetch(request, server);
    return Response.json({ items: CAST.map(userOf) }, { headers: { 'Cache-Control': 'no-cache' } });
  };
}
