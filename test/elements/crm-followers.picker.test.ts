/** The field that adds followers: whom it offers, how it searches, what a pick does. */
import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { person } from '../../demo/server/data/fixed.ts';
import { textOf } from '../support/accessible.ts';
import { test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';

/** More people than one answer holds, so that the server has to search. */
const many = Array.from({ length: 60 }, (_, i) => person(`m${i}`, `Mo Member ${i}`, `Seat ${i}`, `mo${i}`));

test('asks for nobody until the list is opened, and then once', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  panel.input.focus();
  await page.wait(5000);
  expect(backend.count('GET /users')).to.equal(0);
  await panel.press('Alt+ArrowDown');
  expect(backend.count('GET /users')).to.equal(1);
  await panel.type('li');
  await panel.press('Backspace', 'Escape', 'ArrowDown');
  expect(backend.count('GET /users'), 'a whole directory is known').to.equal(1);
});

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

test('waits for the typist before it asks a server, and asks once', async (page) => {
  const backend = page.backend('owner', { people: many });
  const panel = await page.show({ backend });
  await panel.open();
  expect(panel.text).to.include('Type more letters to narrow the list.');
  await panel.type('jos');
  await page.wait(199);
  expect(backend.count('GET query=j')).to.equal(0);
  await page.wait(1);
  expect(backend.sent.map(({ url }) => url.searchParams.get('query')).filter(Boolean)).to.deep.equal(['jos']);
  expect(backend.sent.at(-1)!.url.searchParams.get('for')).to.equal('contact:c1');
  expect(panel.options).to.deep.equal(['José Álvarez Sales, Madrid']);
});

test('shows what a server answers without filtering it again', async (page) => {
  const backend = page.backend('owner', { people: many });
  backend.plant('GET query=bill', {
    status: 200,
    body: { items: [{ id: 'w', name: 'William Grey', active: true }], nextCursor: null },
  });
  const panel = await page.show({ backend });
  await panel.open();
  await panel.type('bill');
  await page.wait(200);
  expect(panel.options).to.deep.equal(['William Grey']);
});

test('is untouched by the answer to an earlier keystroke, be it late or a failure', async (page) => {
  for (const late of ['open', 'fail'] as const) {
    const backend = page.backend('owner', { people: many });
    const panel = await page.show({ backend });
    await panel.open();
    const first = backend.hold('GET query=mar');
    await panel.type('mar');
    await page.wait(200);
    await first.arrived;
    await panel.press('Backspace', 'Backspace', 'Backspace');
    await panel.type('jos');
    await page.wait(200);
    const options = ['José Álvarez Sales, Madrid'];
    expect(panel.options).to.deep.equal(options);
    if (late === 'open') first.open();
    else first.answer({ status: 500 });
    await page.wait(5000);
    expect(panel.options).to.deep.equal(options);
    await page.change(() => panel.element.remove());
  }
});

test('keeps the people it has while it searches, and says so only when it takes long', async (page) => {
  const backend = page.backend('owner', { people: many });
  const panel = await page.show({ backend });
  await panel.open();
  const before = panel.options.length;
  const gate = backend.hold('GET query=zz');
  await panel.type('zz');
  await page.wait(999);
  expect(panel.options).to.have.length(before);
  expect(panel.get('listbox').getAttribute('aria-busy')).to.equal('true');
  expect(panel.announced).not.to.include('Searching…');
  await page.wait(2000);
  expect(panel.announced).to.include('Searching…');
  gate.open();
  await page.settle();
  expect(panel.text).to.include('No one found for “zz”.');
});

test('says that there is nobody at all', async (page) => {
  const backend = page.backend();
  backend.plant('GET /users', { status: 200, body: { items: [], nextCursor: null } });
  const panel = await page.show({ backend });
  await panel.open();
  expect(panel.text).to.include('No one left to add.');
});

test('says that the search does not work, and searches again on request', async (page) => {
  const backend = page.backend();
  backend.plant('GET /users', { status: 400 });
  const panel = await page.show({ backend });
  await panel.open();
  expect(panel.alert).to.equal("Search isn't available.");
  backend.recover();
  await panel.clickButton('Try again');
  expect(panel.options.length).to.be.above(5);
  expect(panel.isOpen).to.equal(true);
});

test('marks what was typed in the names it found, however it was written', async (page) => {
  const panel = await page.show();
  await panel.open();
  await panel.type('alvarez jos');
  const marks = [...panel.option(/^José/).querySelectorAll('mark')].map((mark) => mark.textContent);
  expect(marks).to.deep.equal(['José'.slice(0, 3), 'Álvarez']);
});

test("offers the host's own people, from a list or from its search", async (page) => {
  const users = [
    { id: 'follower', name: 'Lena Fischer', active: true },
    { id: 'colleague', name: 'Tom Becker', active: true },
  ];
  const backend = page.backend();
  const panel = await page.show({ backend, properties: { users } });
  await panel.open();
  expect(panel.options).to.deep.equal(['Lena Fischer Added', 'Tom Becker']);
  const asked: string[] = [];
  panel.element.users = async (query) => {
    asked.push(query);
    return users.slice(1);
  };
  await panel.press('Escape');
  await panel.type('t');
  await page.wait(200);
  expect(panel.options).to.deep.equal(['Tom Becker']);
  expect(asked).to.include('t');
  expect(backend.count('GET /users')).to.equal(0);
});
