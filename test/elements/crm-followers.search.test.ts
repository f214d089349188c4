/** How people are sought: when a server is asked, what its answers do, and what is said when there is nobody. */
import { expect } from '@open-wc/testing';
import { person } from '../../demo/server/data/fixed.ts';
import { test } from '../support/element.ts';

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
