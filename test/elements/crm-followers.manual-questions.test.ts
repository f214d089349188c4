/** Manual saving of what can't be taken back: asked when it is picked, carried out when it is saved. */
import { expect } from '@open-wc/testing';
import { nameOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import type { FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';
import { heard, manual, pick, pickOwner, save, writes } from '../support/picking.ts';

const path = '/contact/c1/followers';

async function answer(panel: Panel, yes: boolean): Promise<void> {
  const buttons = [...panel.get('alertdialog').querySelectorAll('button')];
  await panel.click(buttons.at(yes ? -1 : 0)!);
}

async function shown(
  page: Page,
  as: string,
  record = 'contact/c1',
  without = ['bulk'],
): Promise<[Panel, FakeBackend]> {
  const backend = page.backend(as, { without });
  return [await manual(page, { backend, record }), backend];
}

test('asks a restricted follower when they pick to leave; no leaves them where they were', async (page) => {
  const [panel, backend] = await shown(page, 'rita');
  await panel.clickButton('Stop following');
  expect(panel.question).to.deep.equal({
    title: 'Stop following Maria Lopez?',
    body: "You'll lose access. Priya Mehta or an admin can add you again.",
    buttons: ['Keep following', 'Stop following'],
  });
  await answer(panel, false);
  expect([panel.chips[0], panel.element.matches(':state(unsaved)')]).to.deep.equal(['You', false]);
  expect(writes(backend)).to.deep.equal([]);
});

for (const without of [['bulk'], []]) {
  const how = without.length ? 'one by one' : 'in one request';
  test(`goes on picking after a restricted follower picked to leave, and leaves last (${how})`, async (page) => {
    const [panel, backend] = await shown(page, 'rita', 'contact/c1', without);
    const access = heard(page, 'crm-followers-access-change');
    await panel.clickButton('Stop following');
    await answer(panel, true);
    expect(panel.message).to.equal("You'll stop following.");
    expect([panel.chips.length, panel.question, access.length]).to.deep.equal([2, undefined, 0]);
    await pick(panel, 'tom');
    await panel.clickButton('Remove Ines Moreau');
    const { results, message } = await save(panel);
    expect(results.map(({ userId, outcome }) => `${userId} ${outcome}`).toSorted()).to.deep.equal([
      'colleague added',
      'reader removed',
      'rita removed',
    ]);
    expect(message).to.equal('Followers saved.');
    if (without.length) {
      expect(writes(backend)).to.deep.equal([
        `DELETE ${path}/reader`,
        `PUT ${path}/colleague`,
        `DELETE ${path}/rita`,
      ]);
    } else expect(writes(backend)).to.have.length(1);
    expect(panel.text).to.equal('You stopped following and no longer have access.');
    expect(access.map(({ detail }) => [detail.access, detail.cause])).to.deep.equal([['none', 'left']]);
    const { body } = await backend.elsewhere('admin', `GET /records${path}`);
    expect(body.followers.map(({ user }: { user: { id: string } }) => user.id)).to.deep.equal([
      'follower',
      'colleague',
    ]);
  });
}

test('takes a picked leave back by Undo, without a question', async (page) => {
  const [panel] = await shown(page, 'rita');
  await panel.clickButton('Stop following');
  await answer(panel, true);
  await panel.clickButton('Undo');
  expect([panel.question, panel.chips[0], panel.element.matches(':state(unsaved)')]).to.deep.equal([
    undefined,
    'You',
    false,
  ]);
});

test('asks when a successor is picked whether the previous owner stays, and saves it as answered', async (page) => {
  for (const keep of [true, false]) {
    const [panel, backend] = await shown(page, 'owner');
    await pickOwner(panel, 'tom');
    expect(panel.question!.title).to.equal('Make Tom Becker the owner?');
    expect(panel.question!.body).to.include('Only Tom Becker or an admin can change this back.');
    const box = panel.get('checkbox') as HTMLInputElement;
    expect([nameOf(box.closest('label') ?? box), box.checked]).to.deep.equal(['Keep me as a follower', true]);
    if (!keep) await panel.click(box);
    await answer(panel, true);
    expect(panel.message).to.equal('Tom Becker will be the owner.');
    expect(panel.chips.includes('You not saved yet')).to.equal(keep);
    expect(writes(backend)).to.deep.equal([]);
    // Nothing is handed over yet: who picks may go on, and change their mind.
    expect(panel.reasons.join()).not.to.include('change the owner');
    expect(panel.button('Change owner').disabled).to.equal(false);
    await pick(panel, 'rob');
    const { results } = await save(panel);
    expect(results.map(({ userId, outcome }) => [userId, outcome])).to.deep.equal([
      ['colleague', 'changed'],
      ['rob', 'added'],
    ]);
    expect(writes(backend)[0]).to.equal(
      `PUT /contact/c1/owner {"userId":"colleague","keepPrevious":${keep}}`,
    );
    expect(panel.chips.includes('You')).to.equal(keep);
    await page.change(() => panel.element.remove());
  }
});

test('unticking the previous owner after the pick is taking their chip away', async (page) => {
  const [panel, backend] = await shown(page, 'admin');
  await pickOwner(panel, 'tom');
  await answer(panel, true);
  await panel.clickButton('Remove Priya Mehta');
  await save(panel);
  expect(writes(backend)).to.deep.equal([
    'PUT /contact/c1/owner {"userId":"colleague","keepPrevious":false}',
  ]);
});

test('says at the pick that a full list has no place for the previous owner', async (page) => {
  const [panel, backend] = await shown(page, 'admin', 'contact/c-full');
  await pickOwner(panel, 'tom');
  expect(panel.question!.body).to.include(
    "All 10 places are taken, so Priya Mehta can't stay as a follower.",
  );
  expect(panel.find('checkbox')).to.equal(undefined);
  await answer(panel, true);
  await save(panel);
  expect(writes(backend)).to.deep.equal([
    'PUT /contact/c-full/owner {"userId":"colleague","keepPrevious":false}',
  ]);
});

test('asks the question for "Make me the owner" too, and stages nothing on no', async (page) => {
  const [panel] = await shown(page, 'admin');
  await panel.clickButton('Make me the owner');
  expect(panel.question!.title).to.equal('Make Ada Whitlock the owner?');
  await answer(panel, false);
  expect([panel.element.owner, panel.element.matches(':state(unsaved)')]).to.deep.equal(['owner', false]);
});

const sentence = "Tom Becker wasn't made the owner: someone else changed the owner a moment ago.";

test('another owner who came meanwhile is no longer what the viewer agreed to: said at saving, nothing overwritten', async (page) => {
  for (const without of [['bulk'], []]) {
    const [panel, backend] = await shown(page, 'admin', 'contact/c1', without);
    await pickOwner(panel, 'tom');
    await answer(panel, true);
    await pick(panel, 'rob');
    await backend.elsewhere('owner', 'PUT /records/contact/c1/owner', {
      json: { userId: 'u101', keepPrevious: false },
      headers: { 'If-Match': await version(backend) },
    });
    const { results } = await save(panel);
    expect(results.map(({ userId, outcome, code }) => [userId, outcome, code])).to.deep.equal([
      ['colleague', 'refused', 'version-mismatch'],
      ['rob', 'added', undefined],
    ]);
    expect(panel.question, 'a save asks nothing').to.equal(undefined);
    const { body } = await backend.elsewhere('admin', `GET /records${path}`);
    expect(body.owner.id).to.equal('u101');
    expect([panel.element.owner, panel.alert]).to.deep.equal(['u101', `1 change saved. ${sentence}`]);
    expect(panel.part('owner').textContent).to.include(sentence);
    await panel.clickButton('Try again');
    expect([panel.element.owner, panel.alert]).to.deep.equal(['colleague', '']);
    expect((await save(panel)).results.map(({ outcome }) => outcome)).to.deep.equal(['changed']);
    await page.change(() => panel.element.remove());
  }
});

for (const view of ['panel', 'owner', 'field']) {
  test(`says where the owner stands why somebody was refused as one, until that is dismissed (${view})`, async (page) => {
    const backend = page.backend('admin', { without: ['bulk'] });
    const panel = await manual(page, { backend, attributes: { view, 'owner-name': 'owner' } });
    await pickOwner(panel, 'rob');
    await answer(panel, true);
    backend.plant('PUT /owner', {
      status: 422,
      body: { code: 'user-not-assignable', reason: 'user-inactive' },
    });
    const { message } = await save(panel);
    expect(message).to.equal("Rob Keller wasn't made the owner: the account is inactive.");
    expect([panel.element.owner, panel.alert]).to.deep.equal(['owner', message]);
    const why = panel.root.querySelector('#owner-refused')!;
    expect(why.textContent).to.equal(message);
    expect(panel.text.split(message).length - 1, 'said once').to.equal(1);
    const dismiss = [...why.parentElement!.querySelectorAll('button')].at(-1)!;
    expect(nameOf(dismiss)).to.equal('Dismiss');
    await panel.click(dismiss);
    expect(panel.text).not.to.include('Rob Keller');
    expect(await save(panel)).to.deep.equal({ results: [], message: '' });
  });
}

async function version(backend: FakeBackend): Promise<string> {
  const { body } = await backend.elsewhere('admin', `GET /records${path}`);
  return `"${body.record.version}"`;
}
