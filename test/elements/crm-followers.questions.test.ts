/** The questions that come before what cannot be taken back, and what becomes of their answers. */
import { expect } from '@open-wc/testing';
import { nameOf, textOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import { contact, type FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const LEAVE = {
  title: 'Stop following Maria Lopez?',
  body: "You'll lose access. Priya Mehta or an admin can add you again.",
  buttons: ['Keep following', 'Stop following'],
};

/** Answers the question with yes; the button may share its name with one behind the question. */
async function yes(panel: Panel): Promise<void> {
  const dialog = panel.get('alertdialog');
  await panel.click([...dialog.querySelectorAll('button')].at(-1)!);
}

async function choose(panel: Panel, name: string): Promise<void> {
  await panel.clickButton('Change owner');
  await panel.type(name);
  await panel.press('ArrowDown', 'Enter');
}

test('asks a restricted follower before they leave, the safe answer focused', async (page) => {
  const backend = page.backend('rita');
  const panel = await page.show({ backend });
  panel.button('Stop following').focus();
  await panel.press('Enter');
  expect(panel.question).to.deep.equal(LEAVE);
  const dialog = panel.get('alertdialog') as HTMLDialogElement;
  expect(dialog.matches(':modal')).to.equal(true);
  expect(panel.focused).to.equal('Keep following');
  await panel.press('Tab');
  expect(panel.focused).to.equal('Stop following');
  for (const no of ['Escape', 'Keep following']) {
    if (no === 'Escape') await panel.press(no);
    else {
      await panel.press('Enter');
      await panel.clickButton(no);
    }
    expect(panel.question).to.equal(undefined);
    expect(panel.root.activeElement, 'back on the chip').to.equal(panel.button('Stop following'));
  }
  expect(backend.count('DELETE ')).to.equal(0);
});

test('leaves after a yes, clears every name, and offers no way back', async (page) => {
  const backend = page.backend('rita');
  const panel = await page.show({ backend });
  await panel.clickButton('Stop following');
  await yes(panel);
  expect(backend.count('DELETE /followers/rita')).to.equal(1);
  expect(panel.text).to.equal('You stopped following and no longer have access.');
  expect(panel.announced).to.deep.equal(['You stopped following and no longer have access.']);
  expect(panel.names('button')).to.deep.equal([]);
  expect(panel.root.activeElement, 'the focus is not lost').not.to.equal(null);
});

const LEAVES: [title: string, how: (backend: FakeBackend) => void][] = [
  ['answered with nothing', () => undefined],
  [
    'answered 404 on the second try, the first answer being lost',
    (backend) => {
      let tries = 0;
      backend.plant('DELETE /followers/rita', () => (tries++ ? { status: 404, body: {} } : { status: 503 }));
    },
  ],
];
for (const [title, how] of LEAVES) {
  test(`counts a leave as done that is ${title}`, async (page) => {
    const backend = page.backend('rita');
    how(backend);
    const panel = await page.show({ backend });
    const heard: unknown[] = [];
    panel.element.addEventListener('crm-followers-access-change', ({ detail }) => heard.push(detail));
    await panel.clickButton('Stop following');
    await yes(panel);
    await page.wait(5000);
    const record = { type: 'contact', id: 'c1' };
    expect(heard).to.deep.equal([{ record, access: 'none', cause: 'left' }]);
    expect(panel.announced).to.include('You stopped following and no longer have access.');
  });
}

test('names nobody who could add them again where there is no owner', async (page) => {
  const records = [contact('k1', ['rita'], { ownerId: null })];
  const panel = await page.show({ record: 'contact/k1', as: 'rita', records });
  await panel.clickButton('Stop following');
  expect(panel.question?.body).to.equal("You'll lose access. An admin can add you again.");
});

test('speaks of the record by its kind where it has no name', async (page) => {
  const panel = await page.show({ as: 'rita', attributes: { 'record-name': '' } });
  await panel.clickButton('Stop following');
  expect(panel.question?.title).to.equal('Stop following this contact?');
});

test('does not ask where leaving costs nothing, and offers Undo instead', async (page) => {
  const panel = await page.show({ as: 'follower' });
  await panel.clickButton('Stop following');
  expect(panel.question).to.equal(undefined);
  expect(panel.message).to.equal('You stopped following.');
  expect(panel.names('button')).to.include('Undo');
});

test('tells a reader who leaves that they cannot come back by themselves', async (page) => {
  const panel = await page.show({ as: 'reader' });
  await panel.clickButton('Stop following');
  expect(panel.message).to.equal('You stopped following. The owner or an admin can add you again.');
  expect(panel.names('button')).not.to.include('Undo');
});

test('tells an owner before they hand over that only others can change it back', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await choose(panel, 'tom');
  const body = 'Only Tom Becker or an admin can change this back.';
  expect(panel.question).to.deep.equal({
    title: 'Make Tom Becker the owner?',
    body,
    buttons: ['Cancel', 'Make owner'],
  });
  const label = panel.get('checkbox').closest('label')!;
  expect(textOf(label)).to.equal('Keep me as a follower');
  await yes(panel);
  expect(backend.sent.at(-1)!.json).to.deep.equal({ userId: 'colleague', keepPrevious: true });
  expect(panel.chips[0]).to.equal('You');
  expect(panel.names('button')).not.to.include('Undo');
  expect(panel.reasons[0]).to.equal("Followers can't change the owner. Tom Becker or an admin can.");
});

test('tells an owner with a full list that there is no place for them', async (page) => {
  const panel = await page.show({ record: 'contact/c-full' });
  await choose(panel, 'tom');
  expect(panel.question?.body).to.include(
    "All 10 places are taken, so Priya Mehta can't stay as a follower.",
  );
  expect(panel.all('checkbox')).to.have.length(0);
});

async function restricted(page: Page, followers: string[]): Promise<Panel> {
  const records = [contact('k1', followers, { ownerId: 'rob' })];
  return page.show({ record: 'contact/k1', as: 'rob', records });
}

test('tells a restricted owner that they lose access when the list is full', async (page) => {
  const full = Array.from({ length: 10 }, (_, i) => `u${101 + i}`);
  const panel = await restricted(page, full);
  await choose(panel, 'tom');
  const body = panel.question!.body;
  expect(body).to.include("All 10 places are taken, so Rob Keller can't stay as a follower.");
  expect(body).to.include("You'll lose access to this contact.");
});

test('tells a restricted owner that they lose access as soon as they do not want to stay', async (page) => {
  const panel = await restricted(page, []);
  await choose(panel, 'tom');
  expect(panel.question?.body).not.to.include('lose access');
  await panel.click(panel.get('checkbox'));
  expect(panel.question?.body).to.include("You'll lose access to this contact.");
  expect(panel.focused).to.equal(nameOf(panel.get('checkbox')));
  await yes(panel);
  expect(panel.text).to.equal('You no longer have access to this contact, or it was deleted.');
});

test('sends a handover once more when only the followers changed meanwhile', async (page) => {
  const backend = page.backend('admin');
  const panel = await page.show({ backend });
  await choose(panel, 'tom');
  await backend.elsewhere('owner', 'PUT /records/contact/c1/followers/u101');
  await yes(panel);
  expect(backend.count('PUT /owner')).to.equal(2);
  expect(panel.question).to.equal(undefined);
  expect(panel.text).to.include('Owner Tom Becker');
});

test('asks again, with both names, when somebody else became the owner meanwhile', async (page) => {
  const backend = page.backend('admin');
  const panel = await page.show({ backend });
  await choose(panel, 'tom');
  const headers = { 'If-Match': '"4"' };
  const version = (await backend.elsewhere('owner', 'GET /records/contact/c1/followers')).body.record
    .version as string;
  headers['If-Match'] = `"${version}"`;
  await backend.elsewhere('owner', 'PUT /records/contact/c1/owner', { headers, json: { userId: 'u101' } });
  await yes(panel);
  expect(panel.question?.title).to.equal(
    'José Álvarez became the owner a moment ago. Make Tom Becker the owner instead?',
  );
  expect(panel.text).to.include('Owner José Álvarez');
  await yes(panel);
  expect(panel.text).to.include('Owner Tom Becker');
});

test('takes the question back when another record is shown', async (page) => {
  const panel = await page.show({ as: 'rita' });
  await panel.clickButton('Stop following');
  await page.change(() => panel.element.setAttribute('record-id', 'c-nothing'));
  expect(panel.question).to.equal(undefined);
  expect(panel.text).to.equal("You don't have access to this contact, or it was deleted.");
});
