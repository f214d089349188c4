/** Answers, ids, names, pictures and attributes that nobody should send, and somebody will. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import type { Planted } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const VIEWER = { id: 'v', name: 'Vera Klein', admin: true };
const user = (id: string, name: string, rest: object = {}) => ({ id, name, active: true, ...rest });

const snapshot = (rest: object = {}) => ({
  record: { type: 'contact', id: 'c1', version: '7' },
  features: ['owner'],
  limit: 10,
  owner: user('o', 'Olga Neri'),
  viewer: VIEWER,
  followers: [{ user: user('a', 'Ana Ruiz') }, { user: user('b', 'Bo Lind') }],
  ...rest,
});

/** A panel whose record is answered so. */
async function answered(
  page: Page,
  body: unknown,
  rest: Partial<Exclude<Planted, string>> = {},
): Promise<Panel> {
  const backend = page.backend();
  backend.plant('GET /followers', { status: 200, body, ...rest });
  const panel = await page.show({ backend });
  await page.wait(10_000);
  return panel;
}

const BROKEN: [title: string, body: unknown][] = [
  ['a page instead of JSON', '<!doctype html><title>Sign in</title><form></form>'],
  ['an answer that breaks off', '{"record":{"type":"contact","id":"c1"},"followers":[{"us'],
  ['an empty answer', ''],
  ['a mere “null”', 'null'],
  ['a number', '42'],
  ['an answer about another record', snapshot({ record: { type: 'contact', id: 'c2', version: '1' } })],
  ['an answer that says nothing of the record', { ok: true }],
  ['followers that are no list', snapshot({ followers: 'a,b' })],
];
for (const [title, body] of BROKEN) {
  test(`shows that it cannot be shown, and nothing else, for ${title}`, async (page) => {
    const panel = await answered(page, body);
    expect(panel.alert).to.equal("Followers can't be shown right now.");
    expect(panel.element.state).to.equal('malformed-response');
    expect(panel.names('button')).to.deep.equal(['Try again']);
  });
}

test('keeps the last list when a later answer cannot be read', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  backend.plant('GET /followers', { status: 200, body: '<html>' });
  await panel.element.refresh();
  await page.wait(10_000);
  expect(panel.chips).to.have.length(3);
  expect(panel.message).to.match(/^Last updated /);
});

test('reads a list of nothing where the list is null or missing', async (page) => {
  for (const followers of [null, undefined]) {
    const panel = await answered(page, snapshot({ followers }));
    expect([panel.chips, panel.meter]).to.deep.equal([[], '0 of 10']);
    expect(panel.text).to.include('Owner Olga Neri');
  }
});

test('shows everybody once, and the owner not among the followers', async (page) => {
  const followers = ['a', 'b', 'a', 'o'].map((id) => ({ user: user(id, `Name ${id}`) }));
  const panel = await answered(
    page,
    snapshot({ followers: [...followers, null, 5.5, {}, { user: { id: '' } }] }),
  );
  expect(panel.chips.slice(0, 2)).to.deep.equal(['Name a', 'Name b']);
  expect(panel.chips).not.to.include('Name o');
});

test('takes no notice of members it does not know', async (page) => {
  const followers = [
    { user: user('a', 'Ana Ruiz', { shoe: 42 }), colour: 'red', source: { kind: 'magic' }, addedAt: 7 },
  ];
  const panel = await answered(page, {
    ...snapshot({ followers }),
    extra: { deep: [1] },
    features: ['owner', 'warp', 3],
  });
  expect(panel.chips).to.deep.equal(['Ana Ruiz']);
  await panel.clickButton('Details');
  expect(panel.chips).to.deep.equal(['Ana Ruiz Added, date unknown']);
});

for (const limit of [null, 'many', -1, 1.5, Number.NaN]) {
  test(`counts to ten where the limit is ${limit}`, async (page) => {
    const panel = await answered(page, snapshot({ limit }));
    expect(panel.meter).to.equal('2 of 10');
  });
}

test('draws a limit of a billion', async (page) => {
  const panel = await answered(page, snapshot({ limit: 1e9 }));
  expect(panel.meter).to.equal('2 of 1,000,000,000');
});

test('takes the limit of the attribute where the server names none, and no nonsense', async (page) => {
  for (const [limit, meter] of [
    ['3', '2 of 3'],
    ['lots', '2 of 10'],
    ['-4', '2 of 10'],
  ] as const) {
    const backend = page.backend();
    backend.plant('GET /followers', { status: 200, body: snapshot({ limit: undefined }) });
    const panel = await page.show({ backend, attributes: { limit } });
    expect(panel.meter, limit).to.equal(meter);
  }
});

const IDS = [
  '__proto__',
  'constructor',
  'toString',
  'a/b',
  'a?b',
  'a#b',
  'a,b',
  'a b',
  'ü 山',
  '%2e%2e',
  '\'"<>',
  '1',
];
for (const id of IDS) {
  test(`treats “${id}” as an ordinary id of a record and of a person`, async (page) => {
    const backend = page.backend();
    const followers = [{ user: user(id, 'Ana Ruiz') }, { user: user(`${id}2`, 'Bo Lind') }];
    const body = snapshot({ record: { type: 'contact', id, version: '1' }, followers });
    backend.plant('GET /followers', { status: 200, body });
    backend.plant('DELETE /followers', () => ({
      status: 200,
      body: { ...body, followers: followers.slice(1) },
    }));
    const panel = await page.show({ backend, record: 'contact/x', attributes: { 'record-id': id } });
    expect(panel.chips).to.deep.equal(['Ana Ruiz', 'Bo Lind']);
    await panel.clickButton('Remove Ana Ruiz');
    expect(panel.chips).to.deep.equal(['Bo Lind']);
    const encoded = encodeURIComponent(id);
    expect(backend.sent.at(-1)!.url.pathname).to.equal(
      `/api/records/contact/${encoded}/followers/${encoded}`,
    );
  });
}

for (const id of ['.', '..', 'half \ud83d', 'x'.repeat(201)]) {
  test(`sends no request for the record id “${id.slice(0, 12)}”, nor for such a person`, async (page) => {
    page.guards.allow(/crm-followers/);
    const backend = page.backend();
    const panel = await page.show({ backend, record: 'contact/c1', attributes: { 'record-id': id } });
    expect(panel.text).to.equal("Followers aren't set up on this page.");
    expect(backend.sent).to.have.length(0);
    const other = await page.show({ backend });
    const before = backend.sent.length;
    const { outcome, code } = await other.element.addFollower(id);
    expect([outcome, code]).to.deep.equal(['refused', 'invalid-request']);
    expect(backend.sent).to.have.length(before);
  });
}

test('leaves out people whose id could not be used', async (page) => {
  const followers = ['.', '..', 'half \ud83d', ''].map((id) => ({ user: user(id, 'Nobody') }));
  const panel = await answered(
    page,
    snapshot({ followers: [...followers, { user: user('a', 'Ana Ruiz') }] }),
  );
  expect(panel.chips).to.deep.equal(['Ana Ruiz']);
});

for (const [endpoint, url] of [
  ['/api/', '/api/records/contact/c1/followers'],
  ['/api//', '/api/records/contact/c1/followers'],
  ['/api?tenant=4', '/api/records/contact/c1/followers?tenant=4'],
] as const) {
  test(`understands the endpoint “${endpoint}”`, async (page) => {
    const backend = page.backend();
    const panel = await page.show({ backend, attributes: { endpoint } });
    const { pathname, search } = backend.sent[0]!.url;
    expect(pathname + search).to.equal(url);
    expect(panel.chips).to.have.length(3);
  });
}

test('reads an endpoint from where the page says that its addresses begin', async (page) => {
  const base = document.createElement('base');
  base.href = '/crm/';
  document.head.append(base);
  try {
    const backend = page.backend();
    backend.plant('GET /followers', { status: 200, body: snapshot() });
    await page.show({ backend, attributes: { endpoint: 'api' } });
    expect(backend.sent[0]!.url.pathname).to.equal('/crm/api/records/contact/c1/followers');
  } finally {
    base.remove();
  }
});

test('shows people that only ids are known of, and lets them be removed', async (page) => {
  page.guards.allow(/viewer/);
  const panel = await answered(page, { owner: 'o', followers: ['a', 7] });
  expect(panel.chips).to.deep.equal(['Unknown person', 'Unknown person']);
  expect(panel.all('button', 'Remove Unknown person')).to.have.length(2);
});

const MISTAKES: [title: string, attributes: Record<string, string>][] = [
  ['no endpoint', { endpoint: '' }],
  ['no record type', { 'record-type': '' }],
  ['a record type that is none', { 'record-type': 'Contact Card' }],
  ['`..` as the record id', { 'record-id': '..' }],
  ['an endpoint that is no address', { endpoint: 'javascript:alert(1)' }],
];
for (const [title, attributes] of MISTAKES) {
  test(`tells the page's author of ${title}, and the viewer that it is not set up`, async (page) => {
    page.guards.allow(/^console\.(warn|error): .*crm-followers/);
    const backend = page.backend();
    const panel = await page.show({ attributes, backend });
    expect(panel.text).to.equal("Followers aren't set up on this page.");
    expect(panel.alert, 'nothing the viewer could do').to.equal('');
    expect(backend.sent).to.have.length(0);
  });
}
