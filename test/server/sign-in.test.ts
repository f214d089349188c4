/** Who may ask at all, and that writes signed in by cookie are the page's own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPeople } from '../../demo/server/crm/people.ts';
import { askingOf, followers, makeApp } from '../support/app.ts';

const ROUTES = [
  `GET ${followers('c1')}`,
  `PUT ${followers('c1')}/colleague`,
  `DELETE ${followers('c1')}/follower`,
  'PUT /api/records/contact/c1/owner',
  'GET /api/users',
  'GET /api/meta',
  'GET /api/nothing',
  'GET /crm/people',
  'GET /crm/me',
  'GET /crm/contacts',
  'GET /crm/contacts/c1',
  'PATCH /crm/contacts/c1',
  'GET /crm/contacts/c1/activity',
  'GET /crm/opportunities',
  'POST /crm/opportunities',
];

test('every route asks somebody unknown, signed out or inactive to sign in', async () => {
  const { ask } = makeApp();
  for (const request of ROUTES) {
    for (const as of [null, 'nobody', 'gone', '..', '%00']) {
      const { status, body } = await ask(as, request);
      assert.deepEqual([status, body.code], [401, 'not-authenticated'], `${as} ${request}`);
    }
  }
});

test('in front of the app, the people of the "View as" menu are told to anybody, and nothing else', async () => {
  const { app } = makeApp();
  const inFront = withPeople((request) => app.fetch(request));
  const ask = askingOf({
    request: async (path, init) => inFront(new Request(`http://x${path as string}`, init)),
  });
  const { status, body } = await ask(null, 'GET /crm/people');
  assert.equal(status, 200);
  for (const request of ['POST /crm/people', 'GET /crm/people/', 'GET /crm/me']) {
    assert.equal((await ask(null, request)).status, 401, request);
  }
  const ids = body.items.map(({ id }: { id: string }) => id);
  assert.deepEqual(ids, 'admin owner follower colleague reader rita rob gone stranger'.split(' '));
});

test('the cookie signs in, the header wins over it, and a bad header is not made good by it', async () => {
  const { ask } = makeApp();
  const cookie = { headers: { Cookie: 'theme=dark; as=rita' } };
  assert.equal((await ask(null, 'GET /crm/me', cookie)).body.id, 'rita');
  assert.equal((await ask('owner', 'GET /crm/me', cookie)).body.id, 'owner');
  assert.equal((await ask('nobody', 'GET /crm/me', cookie)).status, 401);
  for (const Cookie of ['as=%zz', 'as=', 'as', 'has=owner', '=;;=']) {
    assert.equal((await ask(null, 'GET /crm/me', { headers: { Cookie } })).status, 401, Cookie);
  }
});

test('a write signed in by cookie needs the header that foreign pages cannot send', async () => {
  const { ask } = makeApp();
  const Cookie = 'as=owner';
  const writes = ROUTES.filter((request) => !request.startsWith('GET'));
  for (const request of writes) {
    const { status, body } = await ask(null, request, { headers: { Cookie } });
    assert.deepEqual([status, body.code], [403, 'action-forbidden'], request);
  }
  assert.deepEqual(
    (await ask('owner', `GET ${followers('c1')}`)).body.record.version,
    '4',
    'nothing was written',
  );
  const headers = { Cookie, 'X-CRM-Followers': '1' };
  assert.equal((await ask(null, `PUT ${followers('c1')}/colleague`, { headers })).status, 201);
  assert.equal((await ask(null, `GET ${followers('c1')}`, { headers: { Cookie } })).status, 200);
});

test('answers are private to the one who asked, problems too', async () => {
  const { ask } = makeApp();
  for (const [as, request] of [
    ['owner', `GET ${followers('c1')}`],
    ['owner', 'GET /api/nothing'],
    [null, 'GET /api/users'],
  ] as const) {
    const { headers } = await ask(as, request);
    assert.equal(headers.get('cache-control'), 'private, no-cache', request);
    assert.equal(headers.get('vary'), 'Authorization, Cookie', request);
  }
});

test('an unexpected error is logged, and the answer tells nothing of it', async () => {
  const failure = new Error('relation "person" does not exist at /srv/secret');
  const logged: unknown[] = [];
  const { repository } = makeApp();
  const { ask } = makeApp({
    repository: { ...repository, find: () => Promise.reject(failure) },
    log: (error) => logged.push(error),
  });
  const { status, body, headers } = await ask('owner', `GET ${followers('c1')}`);
  assert.equal(status, 500);
  assert.equal(headers.get('content-type'), 'application/problem+json');
  assert.deepEqual(body, {
    type: 'urn:crm-followers:problem:unavailable',
    title: 'Something went wrong on the server',
    status: 500,
    code: 'unavailable',
  });
  assert.deepEqual(logged, [failure]);
});
