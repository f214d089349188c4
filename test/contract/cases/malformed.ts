/** Requests that can't be understood: refused plainly, never with a failure of the server. */
import { ask, type Case, enc, ok, type Role } from '../case.ts';

/** A 4xx problem; which one is left to the host. */
function refused(id: string, title: string, as: Role, requests: readonly string[]): Case {
  return {
    id,
    title,
    level: 'required',
    needs: [],
    async run(context) {
      for (const request of requests) {
        const answer = await ask(context, as, request);
        ok(answer.status >= 400 && answer.status < 500, `${request}: expected 4xx, got ${answer.status}`);
        ok(
          answer.headers.get('content-type')?.startsWith('application/problem+json'),
          `${request}: is a problem`,
        );
      }
    },
  };
}

const LONG = 'x'.repeat(201);

export const malformed: Case[] = [
  refused('malformed-type', 'refuses types that are none', 'admin', [
    'GET /records/Contact/c1/followers',
    'GET /records/1/c1/followers',
    `GET /records/${LONG}/c1/followers`,
    'GET /records/con%20tact/c1/followers',
  ]),
  refused('malformed-id', 'refuses ids that are none', 'admin', [
    `GET /records/contact/${LONG}/followers`,
    'GET /records/contact/%2E%2E/followers',
    'GET /records/contact/%ED%A0%80/followers',
    'GET /records/contact/%zz/followers',
    'GET /records/contact/%00/followers',
    `PUT /records/contact/c1/followers/${LONG}`,
    'DELETE /records/contact/c1/followers/%00',
    'PUT /records/contact/c1/followers/%FF',
  ]),
  refused('malformed-limit', 'refuses page sizes that are none', 'owner', [
    'GET /users?limit=0',
    'GET /users?limit=51',
    'GET /users?limit=-1',
    'GET /users?limit=1.5',
    'GET /users?limit=ten',
    'GET /users?limit=',
  ]),
  refused('malformed-cursor', 'refuses cursors that it did not make', 'owner', [
    'GET /users?cursor=',
    'GET /users?cursor=1',
    'GET /users?cursor=%00',
    `GET /users?cursor=${enc("' or 1=1 --")}`,
    `GET /users?cursor=${enc('WyJhIl0=')}`,
    `GET /users?cursor=${'A'.repeat(5000)}`,
  ]),
  refused('malformed-for', 'refuses records that are none', 'owner', [
    'GET /users?for=c1',
    'GET /users?for=',
    'GET /users?for=contact:',
    'GET /users?for=Contact:c1',
    `GET /users?for=contact:${LONG}`,
    'GET /users?for=contact:%00',
  ]),
  refused('unknown-route', 'answers unknown routes with a problem', 'owner', [
    'GET /records/contact/c1',
    'GET /nothing',
    'POST /records/contact/c1/followers/colleague',
  ]),
];
