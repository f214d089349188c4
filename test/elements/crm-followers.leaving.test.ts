/** When rights or the sight of the record go: what is told, what is said, and where the focus and Escape are then. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const ten = Array.from({ length: 10 }, (_, i) => `u${101 + i}`);

function log(page: Page): CustomEvent[] {
  const heard: CustomEvent[] = [];
  for (const type of ['crm-followers-problem', 'crm-followers-access-change']) {
    page.room.addEventListener(type, (event) => heard.push(event as CustomEvent));
  }
  return heard;
}

async function yes(panel: Panel): Promise<void> {
  await panel.click([...panel.get('alertdialog').querySelectorAll('button')].at(-1)!);
}

test('tells no problem when the viewer leaves and loses sight of the record', async (page) => {
  const heard = log(page);
  const panel = await page.show({ as: 'rita' });
  await panel.clickButton('Stop following');
  await yes(panel);
  expect(heard.map(({ type }) => type)).to.deep.equal(['crm-followers-access-change']);
  expect(heard[0]!.detail.cause).to.equal('left');
  expect(panel.text).to.equal('You stopped following and no longer have access.');
});

test('tells no problem when the viewer hands over and loses sight of the record, who never followed', async (page) => {
  const heard = log(page);
  const records = [contact('k1', ten, { ownerId: 'rob' })];
  const panel = await page.show({ record: 'contact/k1', as: 'rob', records });
  await panel.clickButton('Change owner');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  await yes(panel);
  expect(heard.map(({ type }) => type)).to.deep.equal(['crm-followers-access-change']);
  expect(heard[0]!.detail.access).to.equal('none');
  const sentence = 'You no longer have access to this contact, or it was deleted.';
  expect(panel.text).to.equal(sentence);
  expect(panel.announced).to.include(sentence);
});

test("closes the owner's list when only that right is lost, says why, and hands the next Escape to the page", async (page) => {
  const backend = page.backend('colleague');
  const panel = await page.show({ backend });
  await panel.clickButton('Change owner');
  await panel.press('ArrowDown');
  await backend.elsewhere('admin', 'PUT /records/contact/c1/followers/colleague');
  await panel.element.refresh();
  await page.settle();
  expect([panel.isOpen, panel.all('combobox', 'Change owner').length]).to.deep.equal([false, 0]);
  const reason = "Followers can't change the owner. Priya Mehta or an admin can.";
  expect(panel.announced, 'both in one turn').to.deep.equal([`Ada Whitlock added Tom Becker. ${reason}`]);
  expect(panel.focused).to.equal('Contact followers');
  const escapes: boolean[] = [];
  page.room.addEventListener('keydown', ({ defaultPrevented }) => escapes.push(defaultPrevented));
  await panel.press('Escape');
  expect(escapes).to.deep.equal([false]);
});
