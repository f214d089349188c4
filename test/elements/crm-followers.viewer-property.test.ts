/** Hosts whose server does not say who looks: then the page does, by the property `viewer`. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import type { FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

async function shown(page: Page): Promise<[Panel, FakeBackend]> {
  const backend = page.backend('colleague');
  const { body } = await backend.elsewhere('owner', 'GET /records/contact/c1/followers');
  backend.plant('GET /followers', { status: 200, body: { ...body, viewer: undefined, can: undefined } });
  const viewer = { id: 'colleague', name: 'Tom Becker' };
  return [await page.show({ backend, properties: { viewer } }), backend];
}

test('lets whom the page names follow with one click', async (page) => {
  const [panel, backend] = await shown(page);
  await panel.clickButton('Follow');
  expect(backend.count('PUT /followers/colleague')).to.equal(1);
  expect(panel.chips[0]).to.equal('You');
  expect(panel.message).to.equal("You're following. 4 of 10 followers.");
});

test('lets whom the page names become the owner', async (page) => {
  const [panel, backend] = await shown(page);
  await panel.clickButton('Make me the owner');
  expect(panel.question?.title).to.equal('Make Tom Becker the owner?');
  await panel.clickButton('Make owner');
  expect(backend.sent.find(({ method }) => method === 'PUT')?.json).to.deep.equal({
    userId: 'colleague',
    keepPrevious: true,
  });
  expect(panel.text).to.include('Owner Tom Becker');
});
