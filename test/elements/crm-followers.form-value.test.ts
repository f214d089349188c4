/** `value` and `owner`: when they may be set, what becomes of what is set, and what they say. */
import { expect } from '@open-wc/testing';
import { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { type Page, type Shown, test } from '../support/element.ts';
import { contact } from '../support/fake-backend.ts';
import { entries, fieldInForm, form, LOCAL, local, PEOPLE } from '../support/form.ts';
import type { Panel } from '../support/panel.ts';
import { draft, heard, manual, pick } from '../support/picking.ts';

/** Where `value` can be set: how it is shown, and what the owner is before anybody says so. */
const SETTABLE: Record<string, { show(page: Page, shown?: Shown): Promise<Panel>; owner: string | null }> = {
  draft: { show: draft, owner: null },
  'manual saving': { show: manual, owner: 'owner' },
  'a list of the page’s own and no backend': { show: local, owner: null },
};

for (const [mode, { show, owner }] of Object.entries(SETTABLE)) {
  test(`shows whoever it is given before it is in the page, and afterwards, with ${mode}`, async (page) => {
    const panel = await show(page, { properties: { ...LOCAL.properties, value: ['ana', 'bo'] } });
    expect(panel.chips.map((chip) => chip.replace(' not saved yet', ''))).to.deep.equal([
      'Ana Ruiz',
      'Bo Lind',
    ]);
    expect([panel.element.value, panel.element.owner]).to.deep.equal([['ana', 'bo'], owner]);
    panel.element.value = ['cai'];
    panel.element.owner = 'dora';
    expect([panel.element.value, panel.element.owner], 'at once').to.deep.equal([['cai'], 'dora']);
    await page.settle();
    expect(panel.element.value).to.deep.equal(['cai']);
    expect(panel.text).to.include('Dora Maas');
    expect(panel.text).not.to.include('Ana Ruiz');
  });

  test(`keeps ids that nobody knows, each once, and the owner not among them, with ${mode}`, async (page) => {
    const value = ['nobody', 'ana', 'nobody', 'ana', 'dora'];
    const panel = await show(page, { properties: { ...LOCAL.properties, value, owner: 'dora' } });
    expect(panel.element.value).to.have.members(['nobody', 'ana']);
    expect(panel.text).to.include('Unknown person');
    await panel.clickButton('Remove Unknown person');
    expect(panel.element.value).to.deep.equal(['ana']);
  });

  test(`takes null for nobody with ${mode}, and hands out lists of the caller’s own`, async (page) => {
    const given = ['ana'];
    const panel = await show(page, { properties: { ...LOCAL.properties, value: given } });
    given.push('bo');
    panel.element.value.push('cai');
    await page.settle();
    expect(panel.element.value).to.deep.equal(['ana']);
    panel.element.value = Object.freeze(['bo', 'cai']);
    await page.settle();
    expect(panel.element.value).to.deep.equal(['bo', 'cai']);
    panel.element.value = null as never;
    await page.settle();
    expect([panel.element.value, panel.chips]).to.deep.equal([[], []]);
  });

  test(`says what is no id, and keeps the rest, with ${mode}`, async (page) => {
    page.guards.allow(/value has something in it that is no id/);
    page.guards.allow(/value is not an array/);
    page.guards.allow(/owner is no id/);
    const panel = await show(page, { properties: LOCAL.properties });
    panel.element.value = ['', '..', 5, null, {}, 'half \ud83d', 'x'.repeat(201), 'ana'] as string[];
    panel.element.owner = 'dora';
    await page.settle();
    expect([panel.element.value, panel.element.owner]).to.deep.equal([['ana'], 'dora']);
    for (const value of ['ana', { ana: true }, 7]) panel.element.value = value as never;
    panel.element.owner = {} as never;
    await page.settle();
    expect([panel.element.value, panel.element.owner]).to.deep.equal([['ana'], 'dora']);
  });

  test(`shows more than there are places for with ${mode}, and says that they are too many`, async (page) => {
    const value = PEOPLE.map(({ id }) => id);
    const backend = page.backend('owner', { records: [contact('k1', [])], limit: 3 });
    const record = show === manual ? { record: 'contact/k1' } : {};
    const panel = await show(page, {
      ...record,
      backend,
      attributes: { limit: '3' },
      properties: { ...LOCAL.properties, value },
    });
    expect(panel.element.value).to.deep.equal(value);
    expect(panel.chips).to.have.length(4);
    const { validity, validationMessage } = panel.element;
    expect(validity.rangeOverflow).to.equal(true);
    expect(validationMessage).to.equal('4 followers, but only 3 are allowed. Remove some to add others.');
    await panel.clickButton('Remove Ana Ruiz');
    expect(validity.valid).to.equal(true);
    expect(panel.meter).to.equal('3 of 3');
  });

  test(`is where it was when the page hands back what it was told with ${mode}, without a loop`, async (page) => {
    const panel = await show(page, { properties: { ...LOCAL.properties, value: ['ana'] } });
    const { element } = panel;
    const told = heard(page, 'input', 'change');
    for (const type of ['input', 'change']) {
      element.addEventListener(type, () => {
        element.value = [...element.value];
        element.owner = `${element.owner ?? ''}` || null;
      });
    }
    await pick(panel, 'bo', 'cai');
    expect(element.value).to.deep.equal(['ana', 'bo', 'cai']);
    expect(told.map(({ type }) => type)).to.deep.equal(['input', 'change', 'input', 'change']);
    await panel.clickButton('Undo');
    expect(element.value, 'and can still be undone').to.deep.equal(['ana', 'bo']);
  });
}

test('takes what was set before it was defined, and lets properties win over attributes', async (page) => {
  const tag = 'crm-followers-late';
  const into = form(page);
  const element = document.createElement(tag) as CrmFollowers;
  for (const name of ['name', 'owner-name', 'limit']) element.setAttribute(name, '1');
  const { users } = LOCAL.properties!;
  const given = {
    users,
    value: ['ana', 'bo'],
    owner: 'cai',
    name: 'with',
    ownerName: 'by',
    required: true,
    limit: 5,
  };
  Object.assign(element, given);
  into.append(element);
  CrmFollowers.define(tag);
  page.watch(element);
  await element.updateComplete;
  await page.settle();
  page.guards.rebase();
  expect(entries(into)).to.deep.equal(['with=ana', 'with=bo', 'by=cai']);
  expect([element.type, element.limit, element.required]).to.deep.equal([tag, 5, true]);
  element.value = [];
  await element.updateComplete;
  expect(element.validity.valueMissing, 'the accessor is the class’s again').to.equal(true);
});

test('warns once and changes nothing while changes are saved at once', async (page) => {
  page.guards.allow(/value and owner can only be read/);
  const warnings: unknown[] = [];
  const warn = console.warn;
  console.warn = (...args) => {
    warnings.push(args[0]);
    warn(...args);
  };
  const backend = page.backend();
  const told = heard(page, 'input', 'change', 'crm-followers-change');
  const into = form(page);
  const shown = {
    into,
    backend,
    attributes: { name: 'f', 'owner-name': 'o' },
    properties: { value: ['gone'], owner: 'gone' },
  };
  const panel = await page.show(shown);
  const confirmed = [...panel.element.value];
  expect(confirmed).to.have.members(['follower', 'rita', 'reader']);
  expect(panel.element.owner).to.equal('owner');
  for (const value of [[], ['stale'], confirmed.slice(1)]) {
    panel.element.value = value;
    panel.element.owner = null;
    expect(panel.element.value, 'at once').to.deep.equal(confirmed);
    await page.settle();
    expect(panel.element.value).to.deep.equal(confirmed);
  }
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.element.value).to.deep.equal(confirmed.filter((id) => id !== 'rita'));
  expect(entries(into)).to.deep.equal([...panel.element.value.map((id) => `f=${id}`), 'o=owner']);
  expect(told.map(({ type }) => type)).to.deep.equal(['input', 'change', 'crm-followers-change']);
  expect(backend.sent.filter(({ method }) => method !== 'GET')).to.have.length(1);
  expect(warnings).to.have.length(1);
});

test('says what the server confirmed, and not what is on its way', async (page) => {
  const backend = page.backend();
  const gate = backend.hold('DELETE /followers');
  const panel = await page.show({ backend, into: form(page), attributes: { name: 'f' } });
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.element.value).to.include('rita');
  gate.open();
  await page.settle();
  expect(panel.element.value).not.to.include('rita');
});

test('asks the host who the people of a draft are', async (page) => {
  const backend = page.backend();
  const { panel } = await fieldInForm(page, { backend, properties: { value: ['colleague', 'nobody'] } });
  expect(panel.chips).to.deep.equal(['Tom Becker', 'Unknown person']);
  panel.element.value = ['nobody', 'colleague', 'rita'];
  await page.settle();
  expect(panel.chips).to.deep.equal(['Unknown person', 'Tom Becker', 'Rita Sørby']);
  const asked = backend.sent.map(({ url }) => url.search);
  expect(asked).to.deep.equal(['?id=colleague&id=nobody', '?id=rita']);
});

test('names people of a draft as soon as anybody knows who they are', async (page) => {
  const backend = page.backend();
  backend.plant('GET /users?id=', { status: 404 });
  const { panel, form: into } = await fieldInForm(page, { backend, properties: { value: ['colleague'] } });
  expect(panel.chips).to.deep.equal(['Unknown person']);
  await panel.open();
  expect(panel.chips).to.deep.equal(['Tom Becker']);
  expect(entries(into)).to.deep.equal(['followers=colleague']);
});

test('keeps what is chosen when the page’s list of people changes', async (page) => {
  const panel = await local(page, { properties: { value: ['ana'] } });
  await pick(panel, 'bo');
  panel.element.users = [];
  await page.settle();
  expect([panel.chips, panel.element.value]).to.deep.equal([
    ['Ana Ruiz', 'Bo Lind'],
    ['ana', 'bo'],
  ]);
});
