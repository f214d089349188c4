/** Requests that can't be understood: refused plainly, never with a failure of the server. */
import { ask, enc, followerOf, followersOf, TOO_LONG } from '../ask.ts';
import type { Case, RecordRef } from '../case.ts';
import { ok } from '../expect.ts';

/** A 4xx problem; which one is left to the host. A host that understands them anyway meets no record but the one given. */
function refused(id: string, title: string, requestsFor: (record: RecordRef) => readonly string[]): Case {
  return {
    id,
    title,
    features: [],
    needs: [],
    async run(context) {
      for (const request of requestsFor(context.record)) {
        const answer = await ask(context, 'admin', request);
        ok(answer.status >= 400 && answer.status < 500, `${request}: expected 4xx, got ${answer.status}`);
        ok(
          answer.headers.get('content-type')?.startsWith('application/problem+json'),
          `${request}: is a problem`,
        );
      }
    },
  };
}

export const malformed: Case[] = [
  refused('malformed-type', 'refuses types that are none', ({ id }) =>
    ['Contact', '1', TOO_LONG, 'con%20tact'].map((type) => `GET /records/${type}/${enc(id)}/followers`),
  ),
  refused('malformed-id', 'refuses ids that are none', (record) => [
    ...[TOO_LONG, '%2E%2E', '%ED%A0%80', '%zz', '%00'].map(
      (id) => `GET /records/${record.type}/${id}/followers`,
    ),
    `PUT ${followersOf(record)}/${TOO_LONG}`,
    `DELETE ${followersOf(record)}/%FF`,
    `PUT ${followersOf(record)}/%00`,
  ]),
  refused('malformed-limit', 'refuses page sizes that are none', () =>
    ['0', '51', '-1', '1.5', 'ten', ''].map((limit) => `GET /users?limit=${limit}`),
  ),
  refused('malformed-cursor', 'refuses cursors that it did not make', () =>
    ['', '1', '%00', enc("' or 1=1 --"), enc('WyJhIl0='), 'A'.repeat(5000)].map(
      (cursor) => `GET /users?cursor=${cursor}`,
    ),
  ),
  refused('malformed-for', 'refuses records that are none', ({ type, id }) =>
    [enc(id), '', `${type}:`, `Contact:${enc(id)}`, `${type}:${TOO_LONG}`, `${type}:%00`].map(
      (record) => `GET /users?for=${record}`,
    ),
  ),
  refused('unknown-route', 'answers unknown routes with a problem', (record) => [
    `GET ${followersOf(record).replace(/\/followers$/, '')}`,
    'GET /nothing',
    `POST ${followerOf(record, 'somebody')}`,
  ]),
];
