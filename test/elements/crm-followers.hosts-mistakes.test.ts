/** Functions and words of the host that go wrong, and what the host's page around may rely on. */
import { expect } from '@open-wc/testing';
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { type Page, test } from '../support/element.ts';
import type { FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

async function shown(page: Page, properties: Partial<CrmFollowers>): Promise<[Panel, FakeBackend]> {
  const backend = page.backend();
  return [await page.show({ backend, properties }), backend];
}

test('reports a veto that throws, and goes on as if there were none', async (page) => {
  page.guards.allow(/^console\.error: .*the veto is broken/);
  const check = () => {
    throw new Error('the veto is broken');
  };
  const [panel, backend] = await shown(page, { check });
  expect(panel.chips).to.have.length(3);
  await panel.open();
  await panel.type('tom');
  expect(panel.options).to.deep.equal(['Tom Becker Customer success, Chicago']);
  await panel.press('ArrowDown', 'Enter', 'Escape');
  expect(panel.chips.at(-1)).to.equal('Tom Becker');
  await panel.clickButton('Remove Rita Sørby');
  expect([backend.count('PUT '), backend.count('DELETE ')]).to.deep.equal([1, 1]);
});

test('tells the veto what is to be done, with whom, and to which record', async (page) => {
  const asked = new Map<string, unknown>();
  const check: CrmFollowers['check'] = (action, user, record) => {
    asked.set(`${action} ${user.id}`, [user.name, record.type, record.id]);
    return undefined;
  };
  const [panel] = await shown(page, { check });
  await panel.open();
  await panel.press('Escape');
  await panel.clickButton('Change owner');
  expect(asked.get('remove rita')).to.deep.equal(['Rita Sørby', 'contact', 'c1']);
  for (const action of ['add', 'owner']) {
    expect(asked.get(`${action} colleague`), action).to.deep.equal(['Tom Becker', 'contact', 'c1']);
  }
});

test("says in English what the host's words leave null", async (page) => {
  const messages = { heading: null, 'owner.label': 'Boss' } as unknown as CrmFollowers['messages'];
  const [panel] = await shown(page, { messages });
  expect(panel.names('group')).to.include('Contact followers').and.to.include('Boss');
});

test('has a language that the page can set, and find by its attribute', async (page) => {
  const [panel] = await shown(page, {});
  await page.change(() => (panel.element.lang = 'ar'));
  page.guards.rebase();
  expect(panel.element.getAttribute('lang')).to.equal('ar');
  expect(panel.element.matches(':lang(ar)')).to.equal(true);
});

test('a provider takes no part in the layout of the page', async (page) => {
  const provider = document.createElement('crm-followers-provider');
  page.room.style.display = 'flex';
  page.room.append(provider);
  const { fetcher } = page.backend();
  const panel = await page.show({ into: provider, properties: { fetcher } });
  expect(getComputedStyle(provider).display).to.equal('contents');
  await page.change(() => (panel.element.style.flex = '1'));
  expect(panel.element.offsetWidth, 'is itself an item of the row').to.equal(page.room.clientWidth);
});
