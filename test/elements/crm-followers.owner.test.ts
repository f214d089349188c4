/** The owner: who may change it, the field that does, and what is asked first. */
import { expect } from '@open-wc/testing';
import { textOf } from '../support/accessible.ts';
import { test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';

test('opens a field in place of its button, as a single choice', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Change owner');
  expect(panel.names('button')).not.to.include('Change owner');
  expect([panel.focused, panel.isOpen]).to.deep.equal(['Change owner', true]);
  const list = panel.get('listbox');
  expect(list.hasAttribute('aria-multiselectable')).to.equal(false);
  expect(panel.option(/^Priya/).getAttribute('aria-selected')).to.equal('true');
  expect(panel.option(/^Lena/).hasAttribute('aria-disabled'), 'a follower can become the owner').to.equal(
    false,
  );
  expect(panel.option(/^Gus/).getAttribute('aria-disabled')).to.equal('true');
});

test('shows the owner’s face beside their name as well as in the list', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Change owner');
  await panel.type('priya');
  const isThere = () => [panel.part('owner'), panel.find('option')].map((it) => !!it?.querySelector('.av'));
  expect(isThere()).to.deep.equal([true, true]);
  await panel.press('Escape');
  expect(isThere()).to.deep.equal([true, false]);
});

test('asks before it hands over, sends the version it saw, and says who owns the record now', async (page) => {
  const backend = page.backend('admin');
  const panel = await page.show({ backend });
  await panel.clickButton('Change owner');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  expect(panel.question).to.deep.equal({
    title: 'Make Tom Becker the owner?',
    body: '',
    buttons: ['Cancel', 'Make owner'],
  });
  expect(backend.count('PUT /owner')).to.equal(0);
  await panel.clickButton('Make owner');
  const { headers, json } = backend.sent.find(({ method }) => method === 'PUT')!;
  expect(json).to.deep.equal({ userId: 'colleague', keepPrevious: true });
  expect(headers.get('If-Match')).to.match(/^"\d+"$/);
  expect(panel.text).to.include('Owner Tom Becker Customer success, Chicago');
  expect(panel.chips.at(-1)).to.equal('Priya Mehta');
  expect(panel.message).to.equal('Tom Becker is now the owner.');
  expect(panel.focused).to.equal('Change owner');
});

test('does not keep the previous owner when the tick is taken away', async (page) => {
  const backend = page.backend('admin');
  const panel = await page.show({ backend });
  await panel.clickButton('Change owner');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  const tick = panel.get('checkbox') as HTMLInputElement;
  expect(textOf(tick.closest('label')!)).to.equal('Keep Priya Mehta as a follower');
  expect(tick.checked).to.equal(true);
  await panel.click(tick);
  await panel.clickButton('Make owner');
  expect(backend.sent.at(-1)!.json).to.deep.equal({ userId: 'colleague', keepPrevious: false });
  expect(panel.chips).not.to.include('Priya Mehta');
});

test('makes a colleague the owner in one step and offers the way back', async (page) => {
  const backend = page.backend('colleague');
  const panel = await page.show({ backend });
  await panel.clickButton('Make me the owner');
  expect(panel.question?.title).to.equal('Make Tom Becker the owner?');
  await panel.clickButton('Make owner');
  expect(panel.text).to.include('Owner Tom Becker');
  expect(panel.focused, 'the focus is not lost').not.to.equal(undefined);
  await panel.clickButton('Undo');
  expect(panel.text).to.include('Owner Priya Mehta');
  expect(panel.chips).to.have.length(3);
});

test('assigns an owner where there is none without asking', async (page) => {
  const panel = await page.show({ record: 'contact/c-unowned', as: 'admin' });
  await panel.clickButton('Assign owner');
  expect(panel.focused).to.equal('Assign owner');
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  expect(panel.question).to.equal(undefined);
  expect(panel.text).to.include('Owner Tom Becker');
});

test('takes a new owner off the list of followers', async (page) => {
  const panel = await page.show({ as: 'admin' });
  await panel.clickButton('Change owner');
  await panel.type('lena');
  await panel.press('ArrowDown', 'Enter');
  await panel.clickButton('Make owner');
  expect(panel.text).to.include('Owner Lena Fischer');
  expect(panel.chips).to.have.members(['Rita Sørby', 'Ines Moreau', 'Priya Mehta']);
});

test('is put away by Escape, the focus back on its button', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Change owner');
  await panel.type('tom');
  await panel.press('Escape');
  expect(panel.isOpen).to.equal(false);
  expect(panel.all('combobox', 'Change owner')).to.have.length(0);
  expect(panel.root.activeElement).to.equal(panel.button('Change owner'));
});

test('puts its field away when the focus goes elsewhere', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Change owner');
  await panel.press('Tab');
  expect(panel.names('button')).to.include('Change owner');
  expect(panel.isOpen).to.equal(false);
  expect(panel.focused).not.to.equal(undefined);
});

test('leaves the owner as they are when the question is answered no', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  for (const no of ['Escape', 'Enter']) {
    await panel.clickButton('Change owner');
    await panel.type('tom');
    await panel.press('ArrowDown', 'Enter');
    expect(panel.question).not.to.equal(undefined);
    await panel.press(no);
    expect(panel.question, no).to.equal(undefined);
    expect(panel.focused, no).to.equal('Change owner');
  }
  expect(backend.count('PUT ')).to.equal(0);
  expect(panel.text).to.include('Owner Priya Mehta');
});

test('says again why the current owner cannot be chosen, and sends nothing', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.clickButton('Change owner');
  await panel.type('priya');
  await panel.press('ArrowDown', 'Enter');
  expect(panel.announced).to.include('Is the owner and already has access');
  expect(backend.count('PUT ')).to.equal(0);
});

test('closes its list and says why when the right to change the owner is lost meanwhile', async (page) => {
  const backend = page.backend('colleague');
  const panel = await page.show({ backend });
  await panel.clickButton('Change owner');
  await backend.elsewhere('admin', 'PUT /records/contact/c1/followers/colleague');
  await panel.element.refresh();
  await page.settle();
  expect(panel.isOpen).to.equal(false);
  expect(panel.reasons[0]).to.equal("Followers can't change the owner. Priya Mehta or an admin can.");
  expect(panel.focused, 'the focus is not lost').not.to.equal(undefined);
});

test('offers an inactive owner no place as a follower', async (page) => {
  const records = [contact('k1', [], { ownerId: 'gone' })];
  const backend = page.backend('admin', { records });
  const panel = await page.show({ record: 'contact/k1', backend });
  await panel.clickButton('Make me the owner');
  expect(panel.question?.title).to.equal('Make Ada Whitlock the owner?');
  expect(panel.all('checkbox')).to.have.length(0);
  await panel.clickButton('Make owner');
  expect(backend.sent.at(-1)!.json).to.deep.equal({ userId: 'admin', keepPrevious: false });
});
