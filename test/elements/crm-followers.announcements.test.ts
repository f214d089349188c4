/** What is said to screen readers: when, once, and in what words. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const refresh = async (page: Page, panel: Panel) => {
  await panel.element.refresh();
  await page.settle();
};
const path = '/records/contact/c1/followers';

test('has two polite regions in its own root from the first drawing on, both empty', async (page) => {
  const panel = await page.show({ record: 'contact/' });
  const regions = [...panel.root.querySelectorAll('[role=status]')];
  expect(regions.map((region) => region.textContent.trim())).to.deep.equal(['', '']);
  await page.change(() => panel.element.setAttribute('record-id', 'c1'));
  expect([...panel.root.querySelectorAll('[role=status]')]).to.deep.equal(regions);
  page.guards.rebase();
});

test('says the same sentence twice when it happens twice', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.open();
  await panel.type('lena');
  await panel.press('ArrowDown', 'Enter', 'Enter');
  expect(panel.announced).to.deep.equal(['Already following', 'Already following']);
});

test('says how many were found once the typing has paused, not before', async (page) => {
  const panel = await page.show();
  await panel.open();
  await page.wait(5000);
  panel.announced.length = 0;
  for (const letter of 'mari') {
    await panel.type(letter);
    await page.wait(300);
  }
  expect(panel.announced).to.deep.equal([]);
  await page.wait(1400);
  expect(panel.announced).to.deep.equal(['3 people found']);
});

test('counts one person, and none, in words of their own', async (page) => {
  const panel = await page.show();
  await panel.open();
  await panel.type('tom');
  await page.wait(1400);
  expect(panel.announced.at(-1)).to.equal('1 person found');
  await panel.type('zz');
  await page.wait(1400);
  expect(panel.announced.at(-1)).to.equal('No one found for “tomzz”.');
});

test('says that there are more than it shows', async (page) => {
  const backend = page.backend();
  const items = [1, 2, 3].map((n) => ({ id: `n${n}`, name: `Nia ${n}`, active: true }));
  backend.plant('GET /users', { status: 200, body: { items, nextCursor: 'x' } });
  const panel = await page.show({ backend });
  await panel.open();
  await page.wait(1400);
  expect(panel.announced).to.deep.equal(['More than 3 people found']);
});

test('says nothing while the arrows move', async (page) => {
  const panel = await page.show();
  await panel.open();
  await page.wait(5000);
  panel.announced.length = 0;
  await panel.press('ArrowDown', 'ArrowDown', 'ArrowUp', 'PageDown');
  await page.wait(5000);
  expect(panel.announced).to.deep.equal([]);
});

test('drops the count when something more important was said', async (page) => {
  const panel = await page.show();
  await panel.open();
  await panel.type('tom');
  await panel.press('ArrowDown', 'Enter');
  await page.wait(5000);
  expect(panel.announced[0]).to.equal('Tom Becker added. 4 of 10 followers.');
  expect(panel.announced).not.to.include('1 person found');
});

test('says “Saving…” only when it takes longer than a second, and nothing as done before the answer', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  const gate = backend.hold('DELETE /followers');
  await panel.clickButton('Remove Rita Sørby');
  await page.wait(999);
  expect(panel.announced).to.deep.equal([]);
  await page.wait(1);
  expect(panel.announced).to.deep.equal(['Saving…']);
  await page.wait(9000);
  expect(panel.announced).to.deep.equal(['Saving…', 'Still saving…']);
  gate.open();
  await page.settle();
  expect(panel.announced.slice(2)).to.deep.equal(['Rita Sørby removed. 2 of 10 followers.']);
});

test('says failures as an alert, and not a second time politely', async (page) => {
  const backend = page.backend();
  backend.plant('DELETE /followers', { status: 403, body: { code: 'action-forbidden' } });
  const panel = await page.show({ backend });
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.alert).to.equal("Not saved: you don't have permission for this change.");
  expect(panel.announced).to.deep.equal([]);
});

test('says done as something to be read, and never as an alert', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.alert).to.equal('');
});

test('empties the regions after a while, so that they are not found by browsing', async (page) => {
  const panel = await page.show();
  await panel.clickButton('Remove Rita Sørby');
  const said = () =>
    [...panel.root.querySelectorAll('[role=status]')].map((each) => each.textContent).join('');
  expect(said()).not.to.equal('');
  await page.wait(10_000);
  expect(said()).to.equal('');
});

const OTHERS: [title: string, what: [as: string, request: string][], sentence: string][] = [
  ['somebody was added', [['admin', `PUT ${path}/colleague`]], 'Ada Whitlock added Tom Becker.'],
  [
    'several things changed',
    [
      ['admin', `PUT ${path}/colleague`],
      ['admin', `PUT ${path}/u101`],
      ['admin', `DELETE ${path}/rita`],
    ],
    'Followers changed: 2 added, 1 removed. 4 of 10.',
  ],
];
for (const [title, what, sentence] of OTHERS) {
  test(`says what others did when ${title}`, async (page) => {
    const backend = page.backend();
    const panel = await page.show({ backend });
    for (const [as, request] of what) await backend.elsewhere(as, request);
    await refresh(page, panel);
    expect(panel.announced).to.deep.equal([sentence]);
  });
}

test('names whoever removed somebody, but nobody for who left by themselves', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await backend.elsewhere('admin', `DELETE ${path}/rita`);
  await refresh(page, panel);
  await backend.elsewhere('follower', `DELETE ${path}/follower`);
  await refresh(page, panel);
  expect(panel.announced).to.deep.equal([
    'Ada Whitlock removed Rita Sørby.',
    'Lena Fischer removed. 1 of 10 followers.',
  ]);
});

test('names nobody for what the viewer did in another window', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await backend.elsewhere('owner', `DELETE ${path}/rita`);
  await refresh(page, panel);
  await backend.elsewhere('owner', `PUT ${path}/colleague`);
  await refresh(page, panel);
  expect(panel.announced).to.deep.equal([
    'Rita Sørby removed. 2 of 10 followers.',
    'Tom Becker added. 3 of 10 followers.',
  ]);
});

test('names nobody where it was the work of several', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await backend.elsewhere('admin', `DELETE ${path}/rita`);
  await backend.elsewhere('colleague', `PUT ${path}/u101`);
  await backend.elsewhere('follower', `DELETE ${path}/u101`);
  await refresh(page, panel);
  expect(panel.announced).to.deep.equal(['Rita Sørby removed. 2 of 10 followers.']);
});

test('names the workflow that added somebody', async (page) => {
  const source = { kind: 'rule', id: 'r1', name: 'New leads from the web' } as const;
  const backend = page.backend();
  const panel = await page.show({ backend });
  const { body } = await backend.elsewhere('owner', `GET ${path}`);
  const user = { id: 'colleague', name: 'Tom Becker', active: true };
  const followers = [...body.followers, { user, addedAt: '2026-11-22T10:00:00Z', source }];
  backend.plant(`GET /followers`, {
    status: 200,
    body: { ...body, followers, record: { ...body.record, version: '99' } },
  });
  await refresh(page, panel);
  expect(panel.announced).to.deep.equal(['Tom Becker was added by the workflow New leads from the web.']);
});

test('says who became the owner when others changed it', async (page) => {
  const backend = page.backend('colleague');
  const panel = await page.show({ backend });
  const { body } = await backend.elsewhere('admin', `GET ${path}`);
  const headers = { 'If-Match': `"${body.record.version}"` };
  const json = { userId: 'follower', keepPrevious: true };
  await backend.elsewhere('admin', 'PUT /records/contact/c1/owner', { headers, json });
  await refresh(page, panel);
  // That one left the list and the other came into it is part of it.
  expect(panel.announced).to.deep.equal(['Ada Whitlock made Lena Fischer the owner.']);
});

test('says who became the owner by their own doing', async (page) => {
  const backend = page.backend('colleague');
  const panel = await page.show({ backend });
  const { body } = await backend.elsewhere('admin', `GET ${path}`);
  const headers = { 'If-Match': `"${body.record.version}"` };
  await backend.elsewhere('admin', 'PUT /records/contact/c1/owner', { headers, json: { userId: 'admin' } });
  await refresh(page, panel);
  expect(panel.announced).to.deep.equal(['Ada Whitlock is now the owner.']);
});

test('says nothing when a read brings nothing new', async (page) => {
  const panel = await page.show();
  await refresh(page, panel);
  await page.wait(5000);
  expect(panel.announced).to.deep.equal([]);
});

test('says what is lost when rights shrink, closes the list, and leads the focus to the heading', async (page) => {
  const records = [contact('k1', ['follower'])];
  const backend = page.backend('follower', { records });
  const panel = await page.show({ record: 'contact/k1', backend });
  await panel.open();
  const { body } = await backend.elsewhere('follower', 'GET /records/contact/k1/followers');
  const can = {
    addFollower: { reason: 'followers-cannot-manage' },
    removeFollower: false,
    changeOwner: false,
  };
  backend.plant('GET /followers', { status: 200, body: { ...body, can } });
  await refresh(page, panel);
  expect([panel.isOpen, panel.hasInput]).to.deep.equal([false, false]);
  expect(panel.announced).to.deep.equal(['You can no longer change followers.']);
  expect(panel.focused).to.equal('Contact followers');
  expect(panel.reasons).to.include('Only the owner or an admin can change followers here.');
  backend.recover();
  await refresh(page, panel);
  expect(panel.announced.at(-1)).to.equal('You can change followers now.');
});
