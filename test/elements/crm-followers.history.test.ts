/** What has happened to the record, in the details of the panel: read when it is opened, page by page. */
import { expect } from '@open-wc/testing';
import { nameOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import type { FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const HISTORY = 'GET /followers/history';

/** The details of a panel, with the history opened. */
async function open(page: Page, backend: FakeBackend): Promise<Panel> {
  const panel = await page.show({ backend });
  await panel.clickButton('Details');
  expect(backend.count(HISTORY), 'read before it is asked for').to.equal(0);
  await panel.clickButton('History');
  return panel;
}

const list = (panel: Panel) => panel.element.shadowRoot!.querySelector('#history')!;
const told = (panel: Panel) => [...list(panel).querySelectorAll('li > span')].map((line) => line.textContent);
const button = (panel: Panel, name: string) =>
  panel.all('button').find((each) => nameOf(each) === name) as HTMLButtonElement | undefined;

test('says who did what, the newest first, each with its date', async (page) => {
  const backend = page.backend();
  await backend.elsewhere('admin', 'PUT /records/contact/c1/followers/colleague');
  await backend.elsewhere('rita', 'DELETE /records/contact/c1/followers/rita');
  const panel = await open(page, backend);
  expect(button(panel, 'History')!.getAttribute('aria-expanded')).to.equal('true');
  expect(told(panel)).to.deep.equal([
    'Rita Sørby was removed.',
    'Ada Whitlock added Tom Becker.',
    'Ines Moreau was added.',
    'Rita Sørby was added by the workflow New leads from the web.',
    'Priya Mehta added Lena Fischer.',
    'Priya Mehta is now the owner.',
  ]);
  expect(list(panel).querySelector('time')!.dateTime).to.equal('2026-11-23T09:00:00.000Z');
  await panel.clickButton('History');
  expect(told(panel)).to.deep.equal([]);
});

test('reads on when it is asked to, and goes on with the first that is new', async (page) => {
  const backend = page.backend();
  for (let i = 0; i < 20; i++) {
    await backend.elsewhere('admin', `${i % 2 ? 'DELETE' : 'PUT'} /records/contact/c1/followers/colleague`);
  }
  const panel = await open(page, backend);
  expect(told(panel)).to.have.length(20);
  await panel.clickButton('Show earlier changes');
  expect(told(panel)).to.have.length(24);
  expect(panel.element.shadowRoot!.activeElement!.textContent).to.include('Ines Moreau was added.');
  expect(button(panel, 'Show earlier changes')).to.equal(undefined);
});

test('follows the record while it is open, and closes with what it was about', async (page) => {
  const backend = page.backend();
  const panel = await open(page, backend);
  await panel.clickButton('Remove Rita Sørby');
  expect(told(panel)[0]).to.equal('Priya Mehta removed Rita Sørby.');
  panel.element.recordId = 'c-empty';
  await page.settle();
  expect(told(panel)).to.deep.equal([]);
  await panel.clickButton('History');
  expect(told(panel)).to.deep.equal(['Priya Mehta is now the owner.']);
});

test('says that it is read, that it failed, and reads again', async (page) => {
  const backend = page.backend();
  const gate = backend.hold(HISTORY);
  const panel = await open(page, backend);
  expect(list(panel).textContent).to.include('Loading history');
  expect(list(panel).getAttribute('aria-busy')).to.equal('true');
  gate.answer({ status: 403, body: { code: 'action-forbidden' } });
  await page.settle();
  const alert = list(panel).querySelector('[role=alert]')!;
  expect(alert.textContent).to.include("History can't be shown right now.");
  await panel.clickButton('Try again');
  expect(told(panel)).to.have.length(4);
});

test('is not offered where the host has none', async (page) => {
  const panel = await page.show({ backend: page.backend('owner', { without: ['history'] }) });
  await panel.clickButton('Details');
  expect(button(panel, 'History')).to.equal(undefined);
});
