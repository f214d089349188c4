/** What must hold while the page moves, speaks or scrolls: dialogs, sentences, the chips, the way on by Enter. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { sendMouse } from '../support/mouse.ts';

async function shown(page: Page, as = 'owner'): Promise<[Panel, FakeBackend]> {
  const backend = page.backend(as);
  return [await page.show({ backend }), backend];
}

test('asks its question as a modal dialog again after it was moved in the page', async (page) => {
  const [panel, backend] = await shown(page, 'rita');
  const elsewhere = document.createElement('section');
  await page.change(() => page.room.append(elsewhere));
  await panel.clickButton('Stop following');
  await page.change(() => elsewhere.append(panel.element));
  const dialog = panel.get('alertdialog') as HTMLDialogElement;
  expect([dialog.open, dialog.matches(':modal')]).to.deep.equal([true, true]);
  expect(panel.focused).to.equal('Keep following');
  await panel.press('Escape');
  expect([panel.question, backend.count('DELETE ')]).to.deep.equal([undefined, 0]);
});

test('lets what others did be heard, though the answer to the own change comes with it', async (page) => {
  const [panel, backend] = await shown(page);
  await backend.elsewhere('admin', 'PUT /records/contact/c1/followers/u101');
  await panel.clickButton('Remove Rita Sørby');
  const said = [...panel.root.querySelectorAll('[role=status]')].map((each) => each.textContent).join(' ');
  expect(said).to.include('Ada Whitlock added José Álvarez.');
  expect(said).to.include('Rita Sørby removed. 3 of 10 followers.');
});

test('does not count people once the list is closed', async (page) => {
  const [panel] = await shown(page);
  await panel.open();
  await panel.type('mar');
  await page.wait(1000);
  await panel.press('Escape');
  await page.wait(5000);
  expect(panel.announced).to.deep.equal([]);
});

test('searches again by Enter when the search has failed', async (page) => {
  const [panel, backend] = await shown(page);
  backend.plant('GET /users', { status: 400 });
  await panel.open();
  expect(panel.alert).to.equal("Search isn't available.");
  backend.recover();
  await panel.press('Enter');
  expect([panel.isOpen, panel.alert, panel.focused]).to.deep.equal([true, '', 'Add followers']);
  expect(panel.options.length).to.be.above(5);
});

/** So many chips that those of more people have to scroll while the list is open. */
async function narrow(page: Page, width = '240px'): Promise<[Panel, HTMLElement]> {
  const ids = Array.from({ length: 6 }, (_, i) => `u${101 + i}`);
  page.room.style.inlineSize = width;
  const panel = await page.show({ record: 'contact/k1', records: [contact('k1', ids)] });
  await panel.open();
  const chips = panel.parts('chip')[0]!.closest<HTMLElement>('.above')!;
  return [panel, chips];
}

async function pick(panel: Panel, name: string): Promise<void> {
  await panel.type(name);
  await panel.press('ArrowDown', 'Enter');
}

/** Whether a chip can be seen in the box that scrolls it. */
function inSight(box: HTMLElement, chip: HTMLElement): boolean {
  const [outer, inner] = [box.getBoundingClientRect(), chip.getBoundingClientRect()];
  return inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
}

test('shows whoever was just added, though the chips have no more room', async (page) => {
  const [panel, chips] = await narrow(page);
  for (const [i, name] of ['tom', 'lena', 'ada'].entries()) {
    await pick(panel, name);
    expect(panel.chips).to.have.length(7 + i);
    expect(inSight(chips, panel.parts('chip').at(-1)!), name).to.equal(true);
  }
});

test('shows whoever was just added wherever the viewer had scrolled, and on whatever line there is room', async (page) => {
  const [panel, chips] = await narrow(page, '400px');
  for (const name of ['tom', 'lena', 'ada']) {
    chips.scrollTop = 0;
    await pick(panel, name);
    expect(inSight(chips, panel.parts('chip').at(-1)!), name).to.equal(true);
  }
});

test('leaves the chips where the viewer scrolled them, whatever is said meanwhile', async (page) => {
  const [panel, chips] = await narrow(page);
  for (const name of ['tom', 'lena']) await pick(panel, name);
  expect(chips.scrollTop, 'scrolled').to.be.above(0);
  chips.scrollTop = 0;
  await panel.type('mar');
  await page.wait(20_000);
  expect(panel.announced).to.include('3 people found');
  expect(chips.scrollTop).to.equal(0);
});

for (const view of ['panel', 'field']) {
  test(`removes the chip that is pressed though the press closes the list of a ${view}`, async (page) => {
    page.room.style.inlineSize = '240px';
    const panel = await page.show({ attributes: { view } });
    await panel.open();
    await pick(panel, 'tom');
    const above = panel.parts('chip')[0]!.closest<HTMLElement>('.above')!;
    expect(above.scrollTop, 'scrolled').to.be.above(0);
    await panel.clickButton('Remove Tom Becker');
    expect([panel.isOpen, panel.chips.length]).to.deep.equal([false, 3]);
    expect(above.style.blockSize, 'as high as it likes').to.equal('');
  });
}

test('lets go of a press that ends elsewhere', async (page) => {
  const panel = await page.show();
  await panel.open();
  await sendMouse({ type: 'move', position: [790, 790] });
  await sendMouse({ type: 'down' });
  await panel.settle();
  const above = panel.parts('chip')[0]!.closest<HTMLElement>('.above')!;
  expect([panel.isOpen, !!above.style.blockSize]).to.deep.equal([false, true]);
  await sendMouse({ type: 'up' });
  await panel.settle();
  expect(above.style.blockSize).to.equal('');
});

test('asks the browser for no measure while it is drawn, which would lay out the page once for each element', async (page) => {
  const measured: string[] = [];
  const restore = ['scrollHeight', 'offsetHeight', 'clientHeight'].map((name) => {
    const owner = name === 'offsetHeight' ? HTMLElement.prototype : Element.prototype;
    const own = Object.getOwnPropertyDescriptor(owner, name)!;
    Object.defineProperty(owner, name, {
      ...own,
      get(this: Element) {
        measured.push(name);
        return own.get!.call(this);
      },
    });
    return () => Object.defineProperty(owner, name, own);
  });
  try {
    const [panel] = await shown(page);
    expect(panel.chips).to.have.length(3);
    expect(measured).to.deep.equal([]);
  } finally {
    for (const undo of restore) undo();
  }
});
