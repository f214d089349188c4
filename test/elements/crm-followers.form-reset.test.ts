/** Back to where a form began, and back to where somebody left it. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { entries, fieldInForm, form, LOCAL, local } from '../support/form.ts';
import type { Panel } from '../support/panel.ts';
import { draft, heard, manual, pick, save, writes } from '../support/picking.ts';

const given = { ...LOCAL.properties, value: ['ana', 'bo'], owner: 'cai' };
const NATIVE = ['input', 'change'];

for (const [title, show] of Object.entries({ draft, 'field without a backend': local })) {
  test(`goes back to what the page gave when the form of a ${title} is reset, without an event`, async (page) => {
    const into = form(page);
    const panel = await show(page, { into, attributes: { name: 'f', 'owner-name': 'o' }, properties: given });
    const before = entries(into);
    await pick(panel, 'dora');
    await panel.clickButton('Remove Ana Ruiz');
    await panel.element.changeOwner('ana');
    expect(entries(into)).to.deep.equal(['f=bo', 'f=dora', 'o=ana']);
    const told = heard(page, ...NATIVE);
    into.reset();
    expect(entries(into), 'at once').to.deep.equal(before);
    await page.settle();
    expect(panel.chips).to.deep.equal(['Ana Ruiz', 'Bo Lind']);
    expect([panel.message, panel.find('button', 'Undo'), told.length]).to.deep.equal(['', undefined, 0]);
    expect(await panel.element.undo()).to.equal(undefined);
    panel.element.value = ['dora'];
    await pick(panel, 'bo');
    into.reset();
    expect(entries(into), 'to what was given last').to.deep.equal(['f=dora', 'o=cai']);
  });
}

test('goes back to the record as it is saved, with nothing left to save', async (page) => {
  const backend = page.backend();
  const into = form(page);
  const panel = await manual(page, { backend, into, attributes: { name: 'f' } });
  await pick(panel, 'tom');
  await panel.clickButton('Remove Rita Sørby');
  expect(panel.element.matches(':state(unsaved)')).to.equal(true);
  into.reset();
  await page.settle();
  expect(entries(into)).to.have.members(['f=follower', 'f=rita', 'f=reader']);
  expect(panel.element.matches(':state(unsaved)')).to.equal(false);
  expect((await save(panel)).results).to.deep.equal([]);
  expect(writes(backend)).to.deep.equal([]);
});

test('changes nothing of a record that is saved at once', async (page) => {
  const backend = page.backend();
  const into = form(page);
  const panel = await page.show({ backend, into, attributes: { name: 'f' } });
  const gate = backend.hold('DELETE /followers');
  await panel.clickButton('Remove Rita Sørby');
  into.reset();
  await page.settle();
  gate.open();
  await page.settle();
  expect(panel.element.value).to.have.members(['follower', 'reader']);
  expect(writes(backend)).to.have.length(1);
  into.reset();
  await page.settle();
  expect(panel.element.value).to.have.members(['follower', 'reader']);
});

test('sends no more than it has sent when the form is reset while it saves', async (page) => {
  const backend = page.backend('owner', { without: ['bulk'] });
  const into = form(page);
  const panel = await manual(page, { backend, into });
  await pick(panel, 'tom', 'ada');
  const gate = backend.hold('PUT /followers');
  const saving = panel.element.save();
  await gate.arrived;
  into.reset();
  await page.settle();
  gate.open();
  await page.settle();
  const { results } = await saving;
  expect(writes(backend)).to.deep.equal(['PUT /contact/c1/followers/colleague']);
  expect(results.filter(({ outcome }) => outcome === 'added').map(({ userId }) => userId)).to.deep.equal([
    'colleague',
  ]);
  expect(panel.element.value).to.have.members(['follower', 'rita', 'reader', 'colleague']);
  expect(panel.element.matches(':state(unsaved)')).to.equal(false);
});

test('has nothing to complain of after a reset', async (page) => {
  const { form: into, panel } = await fieldInForm(page, {
    attributes: { required: 'true' },
    properties: LOCAL.properties,
  });
  panel.element.reportValidity();
  await page.settle();
  expect(panel.alert).not.to.equal('');
  into.reset();
  await page.settle();
  expect([panel.alert, panel.element.validity.valueMissing]).to.deep.equal(['', true]);
});

test('is reset by a button of the form while its list is open', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: given });
  const reset = document.createElement('button');
  Object.assign(reset, { type: 'reset', textContent: 'Reset' });
  await page.change(() => into.prepend(reset));
  await panel.open();
  await panel.type('dora');
  await panel.press('ArrowDown', 'Enter');
  reset.click();
  await page.settle();
  expect([panel.element.value, panel.chips]).to.deep.equal([
    ['ana', 'bo'],
    ['Ana Ruiz', 'Bo Lind'],
  ]);
});

/** What the browser would keep of an element for later. */
async function kept(page: Page, panel: Panel): Promise<string> {
  const { setFormValue } = ElementInternals.prototype;
  let state: unknown;
  ElementInternals.prototype.setFormValue = function (value, kept) {
    state = kept;
    return setFormValue.call(this, value, kept);
  };
  try {
    panel.element.requestUpdate();
    await page.settle();
  } finally {
    ElementInternals.prototype.setFormValue = setFormValue;
  }
  return state as string;
}

for (const [title, show] of Object.entries({ draft, 'record saved by hand': manual })) {
  test(`has the picks back that the browser kept of a ${title}, with their names`, async (page) => {
    const record = show === draft ? 'opportunity/' : 'contact/c1';
    const left = await show(page, { record });
    await pick(left, 'tom', 'ada');
    await left.element.changeOwner('rob');
    const state = await kept(page, left);
    const before = [left.element.value, left.element.owner];
    await page.change(() => left.element.remove());

    const told = heard(page, ...NATIVE);
    const element = page.create({
      record,
      attributes: { name: 'f', ...(show === draft ? { draft: 'true' } : { 'save-mode': 'manual' }) },
    });
    const into = form(page);
    await page.change(() => into.append(element));
    element.formStateRestoreCallback(state, 'restore');
    const panel = page.watch(element);
    await page.settle();
    expect([element.value, element.owner]).to.deep.equal(before);
    expect(panel.text).to.include('Tom Becker').and.to.include('Rob Keller').and.not.to.include('Unknown');
    expect(told).to.have.length(0);
    into.reset();
    await page.settle();
    expect(element.value, 'they are picks, not what the page gave').not.to.include('colleague');
  });
}

test('prefers what the browser kept to what the page gives at first', async (page) => {
  const panel = await draft(page, { properties: given });
  await pick(panel, 'dora');
  const state = await kept(page, panel);
  const element = page.create({ record: 'opportunity/', attributes: { draft: 'true' }, properties: given });
  await page.change(() => page.room.append(element));
  element.formStateRestoreCallback(state, 'restore');
  page.watch(element);
  await page.settle();
  expect(element.value).to.deep.equal(['ana', 'bo', 'dora']);
});

const GARBAGE = [
  '',
  'x',
  'null',
  '7',
  '[]',
  '{}',
  '{"followers":7}',
  '{"followers":{}}',
  null,
  undefined,
  new FormData(),
  new File([], 'a'),
];
test('takes no notice of a state that it did not write', async (page) => {
  const panel = await draft(page, { properties: given });
  for (const state of GARBAGE) panel.element.formStateRestoreCallback(state, 'restore');
  await page.settle();
  expect([panel.element.value, panel.element.owner]).to.deep.equal([['ana', 'bo'], 'cai']);
  const half = '{"followers":[1,["bo"],["dora","Dora Maas"],["..","x"],[["a"],"b"]],"owner":[7,"x"]}';
  panel.element.formStateRestoreCallback(half, 'restore');
  await page.settle();
  expect(panel.element.value, 'what can be read of it').to.deep.equal(['dora']);
});

test('is not filled by the browser’s own memory of other forms', async (page) => {
  const panel = await draft(page, { properties: given });
  panel.element.formStateRestoreCallback('{"followers":[["dora","Dora"]],"owner":null}', 'autocomplete');
  await page.settle();
  expect(panel.element.value).to.deep.equal(['ana', 'bo']);
});
