/** `<crm-followers-provider>`: one configuration for the elements inside it. */
import { expect } from '@open-wc/testing';
import type { CrmFollowersProvider } from '../../src/elements/crm-followers-provider.ts';
import { type Page, test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';

interface Around {
  provider: CrmFollowersProvider;
  panels: Panel[];
}

/** Elements without any configuration of their own inside a provider. */
async function around(page: Page, given: Partial<CrmFollowersProvider>, ids = ['c1']): Promise<Around> {
  const provider = document.createElement('crm-followers-provider');
  Object.assign(provider, given);
  page.room.append(provider);
  const elements = ids.map((id) => {
    const element = page.create({ record: `contact/${id}`, attributes: { endpoint: '' } });
    return Object.assign(element, { fetcher: undefined });
  });
  provider.append(...elements);
  await page.settle();
  return { provider, panels: elements.map((element) => page.watch(element)) };
}

test('gives endpoint and transport to the elements inside it', async (page) => {
  const backend = page.backend();
  const { panels } = await around(page, { endpoint: '/api', fetcher: backend.fetcher }, [
    'c1',
    'c-full',
    'c1',
  ]);
  expect(panels.map(({ chips }) => chips.length)).to.deep.equal([3, 10, 3]);
  expect(backend.sent.map(({ method, json }) => [method, json])).to.deep.equal([
    ['POST', { records: ['c1', 'c-full'].map((id) => ({ type: 'contact', id })) }],
  ]);
});

test('reads the records of a page in one request, and one by one where the host can’t', async (page) => {
  const ids = Array.from({ length: 19 }, (_, i) => `k${i}`);
  for (const can of [true, false]) {
    const backend = page.backend();
    if (!can) backend.plant('POST /followers:batchGet', { status: 404 });
    const { panels } = await around(page, { endpoint: '/api', fetcher: backend.fetcher }, [...ids, 'c1']);
    expect(panels.at(-1)!.chips).to.have.length(3);
    expect(panels[0]!.text).to.match(/have access to this contact, or it was deleted\.$/);
    expect([backend.sent.length, backend.count('GET /followers')]).to.deep.equal(can ? [1, 0] : [21, 20]);
  }
});

test('is overruled by what an element says itself', async (page) => {
  const backend = page.backend();
  const own = page.backend('rita');
  const { provider, panels } = await around(page, { endpoint: '/api', fetcher: backend.fetcher });
  const element = page.create({ backend: own });
  await page.change(() => provider.append(element));
  expect(page.watch(element).chips[0]).to.equal('You');
  expect(panels[0]!.chips[0]).to.equal('Lena Fischer');
});

test('gives token, headers and words', async (page) => {
  const backend = page.backend(null);
  const { panels } = await around(page, {
    endpoint: '/api',
    fetcher: backend.fetcher,
    getToken: () => 'owner',
    headers: { 'X-Tenant': '4' },
    messages: { heading: 'Watchers' },
  });
  expect(panels[0]!.text).to.include('Watchers');
  const { headers } = backend.sent[0]!;
  expect([headers.get('Authorization'), headers.get('X-Tenant')]).to.deep.equal(['Bearer owner', '4']);
  expect(panels[0]!.chips).to.have.length(3);
});

test('configures elements that were there before it knew what to say', async (page) => {
  const backend = page.backend();
  page.guards.allow(/crm-followers/);
  const { provider, panels } = await around(page, {});
  expect(panels[0]!.text).to.equal("Followers aren't set up on this page.");
  Object.assign(provider, { endpoint: '/api', fetcher: backend.fetcher });
  await page.settle();
  expect(panels[0]!.chips).to.have.length(3);
});

test('gives a backend of the host’s own', async (page) => {
  const removed: string[] = [];
  const lists: Record<string, string[]> = { c1: ['a', 'b'] };
  const answer = (id: string) => ({
    owner: { id: 'o', name: 'Olga Neri' },
    viewer: { id: 'o' },
    followers: lists[id]!.map((each) => ({ id: each, name: `Name ${each}` })),
  });
  const { panels } = await around(page, {
    adapter: {
      load: async ({ id }) => answer(id),
      remove: async ({ id }, userId) => {
        removed.push(userId);
        lists[id] = lists[id]!.filter((each) => each !== userId);
        return answer(id);
      },
    },
  });
  const [panel] = panels as [Panel];
  expect(panel.chips).to.deep.equal(['Name a', 'Name b']);
  await panel.clickButton('Remove Name a');
  expect([panel.chips, removed]).to.deep.equal([['Name b'], ['a']]);
  expect(panel.reasons[0]).to.equal("The owner can't be changed here.");
});

test('has no look and no role of its own', async (page) => {
  const { provider } = await around(page, { endpoint: '/api', fetcher: page.backend().fetcher });
  expect(provider.shadowRoot!.children).to.have.length(1);
  expect([provider.getAttribute('role'), provider.tabIndex]).to.deep.equal([null, -1]);
});

test('asks once for a token, however many elements are signed out at once', async (page) => {
  const backend = page.backend(null);
  let asked = 0;
  const getToken = async () => (asked++ ? 'owner' : 'expired');
  const ids = Array.from({ length: 20 }, (_, i) => `k${i}`);
  await around(page, { endpoint: '/api', fetcher: backend.fetcher, getToken }, ids);
  expect(asked, 'the first token and the next').to.equal(2);
  expect(backend.sent.map(({ url }) => url.pathname)).to.deep.equal([
    '/api/followers:batchGet',
    '/api/followers:batchGet',
  ]);
});

test('shows nothing of the last viewer to the next one', async (page) => {
  const backend = page.backend('rita');
  const { panels } = await around(page, { endpoint: '/api', fetcher: backend.fetcher }, ['c1', 'c-full']);
  expect(panels[0]!.chips[0]).to.equal('You');
  backend.as = 'rob';
  const gate = backend.hold('GET /contact/c-full');
  await panels[0]!.element.refresh();
  await page.settle();
  expect(panels[0]!.text).not.to.include('Lena Fischer');
  gate.open();
  await page.settle();
  for (const panel of panels)
    expect(panel.text).to.match(/have access to this contact, or it was deleted\.$/);
});

test('changes the transport of all elements at once', async (page) => {
  const first = page.backend('owner');
  const second = page.backend('rita');
  const { provider, panels } = await around(page, { endpoint: '/api', fetcher: first.fetcher }, ['c1', 'c1']);
  provider.fetcher = second.fetcher;
  await page.settle();
  expect(panels.map(({ chips }) => chips[0])).to.deep.equal(['You', 'You']);
  expect(second.count('GET /followers')).to.equal(1);
});
