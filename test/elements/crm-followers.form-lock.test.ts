/** Fields in which nobody may change anything: by their own attribute, or by a fieldset around them. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { entries, fieldInForm, form, LOCAL } from '../support/form.ts';
import type { Panel } from '../support/panel.ts';
import { draft, pick } from '../support/picking.ts';

const properties = { ...LOCAL.properties, value: ['ana', 'bo'], owner: 'cai' };
const DISABLED = "You can't edit this form.";
const READONLY = "You can't edit this field.";

/** Everything that would change something. */
const controls = (panel: Panel) => [...panel.all('combobox'), ...panel.all('button')];

for (const view of ['panel', 'field']) {
  for (const [attribute, sentence] of [
    ['disabled', DISABLED],
    ['readonly', READONLY],
  ]) {
    test(`offers nothing and says why while it is ${attribute}, as a ${view}`, async (page) => {
      const attributes = { view, [attribute!]: 'true' };
      const { panel } = await fieldInForm(page, { attributes, properties });
      expect(panel.chips).to.deep.equal(['Ana Ruiz', 'Bo Lind']);
      expect(controls(panel).filter((control) => control.dataset['act'] !== 'details')).to.have.length(0);
      expect(panel.text).to.include(sentence).and.to.include('Cai Wen');
      await page.change(() => panel.element.removeAttribute(attribute!));
      expect(panel.text).not.to.include(sentence);
      await panel.clickButton('Remove Ana Ruiz');
      await pick(panel, 'dora');
      expect(panel.element.value).to.deep.equal(['bo', 'dora']);
    });
  }
}

for (const view of ['stack', 'owner']) {
  test(`shows who is there and offers no change of it while it is disabled, as ${view}`, async (page) => {
    const { panel } = await fieldInForm(page, { attributes: { view, disabled: 'true' }, properties });
    expect(panel.find('button', /Change owner/)).to.equal(undefined);
    if (view === 'owner') return expect(panel.text).to.include('Cai Wen') as never;
    await panel.click(panel.all('button')[0]!);
    expect(panel.text).to.include('Ana Ruiz').and.to.include(DISABLED);
    expect(panel.names('button').filter((name) => /Remove|Undo|Change/.test(name))).to.deep.equal([]);
  });
}

test('is sent while it is readonly, and not while it is disabled', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties });
  const all = ['followers=ana', 'followers=bo', 'owner=cai'];
  await page.change(() => panel.element.setAttribute('readonly', ''));
  expect(entries(into)).to.deep.equal(all);
  await page.change(() => panel.element.setAttribute('disabled', ''));
  expect(entries(into)).to.deep.equal([]);
  expect(panel.element.value, 'and knows its value all the same').to.deep.equal(['ana', 'bo']);
  await page.change(() => panel.element.removeAttribute('disabled'));
  expect(entries(into)).to.deep.equal(all);
});

test('follows a fieldset around it, and leaves its own attribute alone', async (page) => {
  const into = form(page, '<fieldset><div></div></fieldset>');
  const fieldset = into.querySelector('fieldset')!;
  const shown = { into: fieldset.firstElementChild!, attributes: { name: 'f' }, properties };
  const panel = await draft(page, shown);
  const { element } = panel;
  const look = () => [
    element.matches(':disabled'),
    panel.text.includes(DISABLED),
    panel.hasInput,
    entries(into).length,
  ];
  expect(look()).to.deep.equal([false, false, true, 2]);
  await page.change(() => (fieldset.disabled = true));
  expect(look()).to.deep.equal([true, true, false, 0]);
  expect([element.disabled, element.hasAttribute('disabled')]).to.deep.equal([false, false]);
  await page.change(() => (fieldset.disabled = false));
  expect(look()).to.deep.equal([false, false, true, 2]);
  await page.change(() => (element.disabled = true));
  await page.change(() => (fieldset.disabled = true));
  await page.change(() => (fieldset.disabled = false));
  expect(look(), 'its own holds').to.deep.equal([true, true, false, 0]);
  page.guards.rebase();
  await page.change(() => element.removeAttribute('disabled'));
  await page.change(() => into.append(element));
  expect(look()).to.deep.equal([false, false, true, 2]);
});

test('reflects what is set as a property, as native fields do', async (page) => {
  const { panel } = await fieldInForm(page, { properties });
  const { element } = panel;
  Object.assign(element, { disabled: true, readonly: true, required: true, name: 'n' });
  await page.settle();
  page.guards.rebase();
  const names = ['disabled', 'readonly', 'required', 'name'];
  expect(names.map((name) => element.getAttribute(name))).to.deep.equal(['', '', '', 'n']);
  expect([element.matches(':disabled'), element.willValidate]).to.deep.equal([true, false]);
});

const LOCKS: [title: string, lock: (page: Page, panel: Panel) => void][] = [
  ['it is disabled', (_, { element }) => element.setAttribute('disabled', '')],
  ['it is readonly', (_, { element }) => element.setAttribute('readonly', '')],
  ['a fieldset is', ({ room }) => (room.querySelector('fieldset')!.disabled = true)],
];
for (const [title, lock] of LOCKS) {
  test(`closes its list when ${title} meanwhile`, async (page) => {
    const into = form(page, '<fieldset></fieldset>').querySelector('fieldset')!;
    const panel = await draft(page, { into, attributes: { view: 'field' }, properties });
    await panel.open();
    await panel.type('do');
    await panel.press('ArrowDown');
    await page.change(() => lock(page, panel));
    expect([panel.isOpen, panel.hasInput]).to.deep.equal([false, false]);
    await panel.press('Enter');
    expect(panel.element.value).to.deep.equal(['ana', 'bo']);
    await page.change(() => {
      for (const each of [into, panel.element])
        for (const name of ['disabled', 'readonly']) each.removeAttribute(name);
    });
    expect([panel.isOpen, panel.hasInput], 'and stays closed').to.deep.equal([false, true]);
  });
}

test('lets the page’s own code change what the viewer may not', async (page) => {
  const { panel } = await fieldInForm(page, { attributes: { readonly: 'true' }, properties });
  const { outcome } = await panel.element.addFollower('dora');
  await page.settle();
  expect([outcome, panel.element.value]).to.deep.equal(['added', ['ana', 'bo', 'dora']]);
  panel.element.value = [];
  await page.settle();
  expect(panel.chips).to.deep.equal([]);
});

test('is not changed by what was offered a moment ago', async (page) => {
  const { panel } = await fieldInForm(page, { properties });
  const remove = panel.button('Remove Ana Ruiz');
  panel.element.setAttribute('disabled', '');
  remove.click();
  await page.settle();
  page.guards.rebase();
  expect(panel.element.value).to.deep.equal(['ana', 'bo']);
});

test('changes nothing of a record whose field is disabled', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend, attributes: { disabled: 'true', 'record-name': '' } });
  expect(controls(panel).filter((control) => control.dataset['act'] !== 'details')).to.have.length(0);
  expect(panel.text).to.include(DISABLED);
  expect(backend.sent.filter(({ method }) => method !== 'GET')).to.have.length(0);
});

test('keeps the focus in reach when it turns readonly; a disabled field has none, as native ones', async (page) => {
  const { panel } = await fieldInForm(page, { properties });
  panel.input.focus();
  await page.change(() => panel.element.setAttribute('readonly', ''));
  expect(panel.focused).to.equal('Opportunity followers');
  await page.change(() => panel.element.setAttribute('disabled', ''));
  expect(document.activeElement === document.body).to.equal(true);
});
