/** The field that adds followers: whom it offers, how it searches, what a pick does. */
import { expect } from '@open-wc/testing';
import { textOf } from '../support/accessible.ts';
import { test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import { sendMouse } from '../support/mouse.ts';

test('says of everybody what they are, what following would give them, or why they cannot', async (page) => {
  const records = [contact('k1', ['follower'])];
  const panel = await page.show({ record: 'contact/k1', small: true, records });
  await panel.open();
  expect(panel.options).to.have.members([
    'Priya Mehta (you) Is the owner and already has access',
    'Ada Whitlock Administrator',
    'Gus Petit Inactive account',
    'Ines Moreau Auditor, may only look · Will be able to edit',
    'Lena Fischer Account manager, Hamburg Added',
    'Rita Sørby Field sales, only assigned data · Will get access',
    'Rob Keller Contractor, only assigned data · Will get access',
    'Tom Becker Customer success, Chicago',
  ]);
  expect(panel.options[0], 'the viewer comes first').to.match(/^Priya Mehta \(you\)/);
  const states = panel.all('option').map((option) => option.getAttribute('aria-selected'));
  expect(states.filter((state) => state === 'true')).to.have.length(1);
  expect(states.filter((state) => state === 'false')).to.have.length(7);
  const disabled = panel.all('option').filter((option) => option.getAttribute('aria-disabled') === 'true');
  expect(disabled.map((option) => textOf(option).split(' ')[0])).to.have.members(['Priya', 'Gus']);
});

test('adds by a click, keeps the list open and the focus in the emptied text', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.click(panel.input);
  await panel.type('tom');
  expect(panel.options).to.deep.equal(['Tom Becker Customer success, Chicago']);
  await panel.click(panel.option(/^Tom/));
  expect(backend.count('PUT /contact/c1/followers/colleague')).to.equal(1);
  expect(panel.chips).to.include('Tom Becker');
  expect([panel.meter, panel.isOpen, panel.input.value]).to.deep.equal(['4 of 10', true, '']);
  expect(panel.root.activeElement).to.equal(panel.input);
  expect(panel.message).to.equal('Tom Becker added. 4 of 10 followers.');
  expect(panel.announced).to.include('Tom Becker added. 4 of 10 followers.');
  expect(panel.names('button')).to.include('Undo');
});

test('lets three people be picked by keyboard alone, the active option staying', async (page) => {
  const panel = await page.show();
  await panel.open();
  const picked: string[] = [];
  while (picked.length < 3) {
    await panel.press('ArrowDown');
    const { active } = panel;
    if (active!.getAttribute('aria-selected') === 'true' || active!.hasAttribute('aria-disabled')) continue;
    const name = textOf(active!.querySelector('bdi')!);
    await panel.press('Enter');
    expect(panel.active, 'the same option').to.equal(active);
    expect(active!.getAttribute('aria-selected')).to.equal('true');
    picked.push(name);
  }
  expect(panel.isOpen).to.equal(true);
  expect(panel.chips.slice(3)).to.deep.equal(picked);
});

test('never takes away whoever follows already: it only says so', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.open();
  await panel.type('lena');
  await panel.press('ArrowDown', 'Enter');
  await panel.click(panel.option(/^Lena/));
  expect(backend.sent.filter(({ method }) => method !== 'GET')).to.have.length(0);
  expect(panel.chips).to.have.length(3);
  expect(panel.announced).to.include('Already following');
});

test('says once above the options that a list is full, and keeps every option in reach', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ record: 'contact/c-full', backend });
  await panel.open();
  const banner = 'All 10 places are taken. Remove someone to add another.';
  const popup = panel.root.querySelector('[popover]:popover-open')!;
  expect(textOf(popup).startsWith(banner)).to.equal(true);
  expect(panel.options.join()).not.to.include('places');
  await panel.type('tom');
  await panel.press('ArrowDown');
  expect(panel.active!.getAttribute('aria-disabled')).to.equal('true');
  await panel.press('Enter');
  expect(panel.announced).to.include(banner);
  expect([panel.meter, backend.count('PUT ')]).to.deep.equal(['10 of 10', 0]);
});

test('never moves the text while its list is open, whoever is added', async (page) => {
  const panel = await page.show({ record: 'contact/c-empty' });
  await panel.click(panel.input);
  const { x, y, width, height } = panel.input.getBoundingClientRect();
  for (const name of ['Jos', 'Bj', 'Maria']) {
    await panel.type(name);
    await panel.press('ArrowDown', 'Enter');
    const now = panel.input.getBoundingClientRect();
    expect([now.x, now.y, now.width, now.height], name).to.deep.equal([x, y, width, height]);
  }
  expect(panel.chips).to.have.length(3);
  await panel.press('Escape');
  for (const chip of panel.parts('chip'))
    expect(chip.getBoundingClientRect().bottom).to.be.below(panel.input.getBoundingClientRect().top);
});

test('closes on a press outside and takes nothing', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.open();
  await panel.press('ArrowDown');
  await sendMouse({ type: 'click', position: [790, 790] });
  await page.settle();
  expect([panel.isOpen, backend.count('PUT ')]).to.deep.equal([false, 0]);
});

test('opens by a press on the text, and by the button, which closes it too', async (page) => {
  const panel = await page.show();
  await panel.click(panel.input);
  expect(panel.isOpen).to.equal(true);
  await panel.clickButton('Show people');
  expect([panel.isOpen, panel.button('Show people').getAttribute('aria-expanded')]).to.deep.equal([
    false,
    'false',
  ]);
  await panel.clickButton('Show people');
  expect([panel.isOpen, panel.button('Show people').getAttribute('aria-expanded')]).to.deep.equal([
    true,
    'true',
  ]);
  expect(panel.root.activeElement).to.equal(panel.input);
});

test('opens and picks by a bare click, as assistive technology sends it', async (page) => {
  const panel = await page.show();
  await panel.open();
  panel.input.blur();
  panel.option(/^Tom/).click();
  await page.settle();
  expect(panel.chips).to.include('Tom Becker');
});
