/** When a form may not be sent, why, and how the viewer learns it. */
import { expect } from '@open-wc/testing';
import { descriptionOf } from '../support/accessible.ts';
import { test } from '../support/element.ts';
import { fieldInForm, form, LOCAL, local } from '../support/form.ts';
import type { Panel } from '../support/panel.ts';
import { heard, manual, pick } from '../support/picking.ts';
import { nodeOf } from '../support/tree.ts';

const REQUIRED = 'Add at least one follower.';
const required = { attributes: { required: 'true' }, properties: LOCAL.properties! };

/** What says that the value can't be accepted: to the eye, and to assistive technology. */
const complaint = ({ alert, input }: Panel) => [
  alert,
  input.getAttribute('aria-invalid'),
  descriptionOf(input).includes(alert),
];
const SILENT = ['', null, true];

for (const view of ['field', 'panel']) {
  test(`says what is required when the form is sent, at the text that has the focus then, as a ${view}`, async (page) => {
    const { form: into, panel } = await fieldInForm(page, {
      ...required,
      attributes: { ...required.attributes, view },
    });
    const events = heard(page, 'submit');
    into.addEventListener('submit', (event) => event.preventDefault());
    let invalid = 0;
    panel.element.addEventListener('invalid', () => invalid++);
    expect(panel.input.getAttribute('aria-required')).to.equal('true');
    expect(panel.element.validity.valueMissing).to.equal(true);
    expect(complaint(panel), 'before it is tried').to.deep.equal(SILENT);

    into.requestSubmit();
    await page.settle();
    expect([events.length, invalid]).to.deep.equal([0, 1]);
    expect(complaint(panel)).to.deep.equal([REQUIRED, 'true', true]);
    expect(panel.root.activeElement === panel.input, 'has the focus').to.equal(true);

    await pick(panel, 'ana');
    expect(complaint(panel)).to.deep.equal(SILENT);
    into.requestSubmit();
    expect(events).to.have.length(1);

    await panel.clickButton('Remove Ana Ruiz');
    expect(complaint(panel), 'not before it is tried again').to.deep.equal(SILENT);
    expect(panel.element.checkValidity()).to.equal(false);
    await page.settle();
    expect(panel.alert).to.equal(REQUIRED);
  });
}

test('is told to be wrong by the browser, with the reason', { needs: 'descriptions' }, async (page) => {
  const { panel } = await fieldInForm(page, required);
  expect(panel.element.reportValidity()).to.equal(false);
  await page.settle();
  const text = await nodeOf('combobox');
  expect(text.description).to.include(REQUIRED);
  expect([text.invalid, text.required]).to.deep.equal(['true', true]);
});

test('asks for a follower of a record only where the form requires one', async (page) => {
  const panel = await manual(page, { record: 'contact/c-empty', into: form(page) });
  const { element } = panel;
  expect(element.checkValidity()).to.equal(true);
  await page.change(() => (element.required = true));
  expect([element.validity.valueMissing, element.validationMessage]).to.deep.equal([true, REQUIRED]);
  await page.change(() => element.setAttribute('required', 'false'));
  expect(element.required, 'as frameworks write it').to.equal(false);
  expect(element.checkValidity()).to.equal(true);
});

test('knows nothing against a record that it has not seen yet', async (page) => {
  const backend = page.backend();
  const gate = backend.hold('GET /followers');
  const panel = await page.show({ ...required, backend, record: 'contact/c-empty', properties: {} });
  expect(panel.element.checkValidity()).to.equal(true);
  gate.open();
  await page.settle();
  expect(panel.element.checkValidity()).to.equal(false);
});

test('does not refuse what a server holds already', async (page) => {
  const at = await page.show({ record: 'contact/c-over' });
  expect([at.element.value.length, at.element.checkValidity()]).to.deep.equal([12, true]);
});

test('takes a sentence of the page’s own, until it is taken back', async (page) => {
  const { panel } = await fieldInForm(page, required);
  const { element } = panel;
  element.setCustomValidity('Ana and Bo may not meet.');
  expect([element.validity.customError, element.validationMessage]).to.deep.equal([
    true,
    'Ana and Bo may not meet.',
  ]);
  element.reportValidity();
  await page.settle();
  expect(complaint(panel)).to.deep.equal(['Ana and Bo may not meet.', 'true', true]);
  await pick(panel, 'ana');
  expect(element.validity.customError, 'the page’s to decide').to.equal(true);
  element.setCustomValidity('');
  expect(element.checkValidity()).to.equal(true);
  await page.settle();
  expect(complaint(panel)).to.deep.equal(SILENT);
});

test('takes such a sentence before it is in the page', async (page) => {
  const element = page.create(LOCAL);
  element.setCustomValidity('Not now.');
  await page.change(() => page.room.append(element));
  page.watch(element);
  await page.settle();
  expect(element.validationMessage).to.equal('Not now.');
});

for (const [title, how] of [
  ['disabled', { disabled: 'true' }],
  ['readonly', { readonly: 'true' }],
] as const) {
  test(`does not hinder a form while it is ${title}`, async (page) => {
    const { form: into, panel } = await fieldInForm(page, {
      ...required,
      attributes: { ...required.attributes, ...how },
    });
    const { element } = panel;
    expect([element.willValidate, into.checkValidity(), element.reportValidity()]).to.deep.equal([
      false,
      true,
      true,
    ]);
    await page.settle();
    expect(panel.alert).to.equal('');
    await page.change(() => element.removeAttribute(title));
    expect([element.willValidate, into.checkValidity()]).to.deep.equal([true, false]);
    await page.settle();
    expect([panel.alert, element.matches(':state(invalid)')]).to.deep.equal([REQUIRED, true]);
    await page.change(() => element.setAttribute(title, ''));
    expect([panel.alert, element.matches(':state(invalid)')]).to.deep.equal(['', false]);
  });
}

test('says too many at a form that may have fewer', async (page) => {
  const panel = await local(page, {
    attributes: { limit: '2', view: 'field' },
    properties: { ...LOCAL.properties, value: ['ana', 'bo', 'cai'] },
  });
  const sentence = '3 followers, but only 2 are allowed. Remove some to add others.';
  expect(panel.element.reportValidity()).to.equal(false);
  await page.settle();
  expect(panel.alert).to.equal(sentence);
  expect(panel.text.split(sentence), 'said once').to.have.length(2);
});

for (const view of ['stack', 'owner']) {
  test(`can be found by the browser when a form can't be sent, as ${view}`, async (page) => {
    const { form: into, panel } = await fieldInForm(page, {
      ...required,
      attributes: { ...required.attributes, view },
    });
    into.requestSubmit();
    await page.settle();
    expect(document.activeElement === panel.element).to.equal(true);
  });
}

test('stays inside its box with a long name and a complaint, on 320 pixels', async (page) => {
  const users = [{ id: 'm', name: 'Maximiliane Wolkenstein von Hohenstein-Aldenburg', active: true }];
  await page.resize(320, 640);
  const { panel } = await fieldInForm(page, { properties: { users, value: ['m', 'n'] } });
  panel.element.setCustomValidity('A sentence that is too long for one line of a narrow page.');
  panel.element.reportValidity();
  await page.settle();
  const { left, right } = panel.element.getBoundingClientRect();
  for (const part of [...panel.all('button'), ...panel.parts('chip'), ...panel.all('alert')]) {
    const box = part.getBoundingClientRect();
    expect([box.left >= left, box.right <= right], part.textContent).to.deep.equal([true, true]);
  }
});
