/** What a form hears of the field, how often, what its styles know of it, and what is left of it afterwards. */
import { expect } from '@open-wc/testing';
import { type Page, type Shown, test } from '../support/element.ts';
import { entries, fieldInForm, form, LOCAL, local } from '../support/form.ts';
import type { Panel } from '../support/panel.ts';
import { draft, heard, manual, pick } from '../support/picking.ts';

const { users } = LOCAL.properties!;
const NATIVE = ['input', 'change'];
const types = (events: Event[]) => events.map(({ type }) => type);

const MODES: Record<string, (page: Page, shown?: Shown) => Promise<Panel>> = {
  'in a draft': (page) => draft(page, { properties: { users } }),
  'with manual saving': manual,
  'without a backend': (page) => local(page),
  'saved at once': (page) => page.show(),
};
for (const [mode, show] of Object.entries(MODES)) {
  test(`tells of each pick once, and of nothing else, ${mode}`, async (page) => {
    const events = heard(page, ...NATIVE);
    const panel = await show(page);
    const [first, second] = users && !/saved|saving/.test(mode) ? ['ana', 'bo'] : ['tom', 'ada'];
    panel.input.focus();
    await panel.type(first!);
    await page.wait(1000);
    await panel.press('ArrowDown', 'ArrowUp', 'ArrowDown');
    expect(types(events), 'while somebody types and looks').to.deep.equal([]);
    await panel.press('Enter');
    expect(types(events)).to.deep.equal(NATIVE);
    await panel.type(second!);
    await page.wait(1000);
    await panel.click(panel.all('option')[0]!);
    expect(types(events)).to.deep.equal([...NATIVE, ...NATIVE]);
    await panel.press('Enter', 'Escape', 'Tab');
    expect(events, 'nor for what was picked before').to.have.length(4);
    await panel.clickButton('Undo');
    expect(types(events)).to.deep.equal([...NATIVE, ...NATIVE, ...NATIVE]);
    for (const { target, bubbles } of events)
      expect([target === panel.element, bubbles]).to.deep.equal([true, true]);
  });
}

test('tells of an owner as of a follower', async (page) => {
  const { panel } = await fieldInForm(page, { properties: { users } });
  const events = heard(page, ...NATIVE);
  await panel.clickButton(/Assign owner$/);
  await panel.type('cai');
  await panel.press('ArrowDown', 'Enter');
  expect([types(events), panel.element.owner]).to.deep.equal([NATIVE, 'cai']);
});

test('is silent about what the page itself sets, resets, disables and takes back', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: { users, value: ['ana'] } });
  const events = heard(page, ...NATIVE, 'invalid');
  const { element } = panel;
  element.value = ['bo'];
  element.owner = 'cai';
  await page.settle();
  element.value = ['ana', 'bo'];
  into.reset();
  element.setCustomValidity('No.');
  element.setCustomValidity('');
  element.discard();
  await page.change(() => element.setAttribute('disabled', ''));
  await page.change(() => element.removeAttribute('disabled'));
  expect(types(events)).to.deep.equal([]);
});

test('lets the page decide in the event before, and says nothing of what it prevents', async (page) => {
  const { panel } = await fieldInForm(page, { properties: { users } });
  const events = heard(page, ...NATIVE);
  page.room.addEventListener('crm-followers-before-change', (event) => event.preventDefault());
  await pick(panel, 'ana');
  expect([types(events), panel.element.value]).to.deep.equal([[], []]);
});

/** Those of its states that hold. */
const STATES = 'waiting loading ready failed draft empty full unsaved saving invalid'.split(' ');
const statesOf = ({ element }: Panel) => STATES.filter((state) => element.matches(`:state(${state})`));

test('tells the page’s styles how it is', async (page) => {
  const { panel } = await fieldInForm(page, {
    attributes: { required: 'true', limit: '1' },
    properties: { users },
  });
  expect(statesOf(panel)).to.deep.equal(['ready', 'draft', 'empty']);
  panel.element.reportValidity();
  await page.settle();
  expect(statesOf(panel)).to.deep.equal(['ready', 'draft', 'empty', 'invalid']);
  await pick(panel, 'ana');
  expect(statesOf(panel)).to.include.members(['ready', 'draft', 'full']).and.not.to.include('invalid');
});

test('tells them of a record too, from the first moment to the last change', async (page) => {
  const backend = page.backend();
  const loading = backend.hold('GET /followers');
  const panel = await manual(page, { backend });
  expect(statesOf(panel)).to.deep.equal(['loading']);
  loading.open();
  await page.settle();
  expect(statesOf(panel)).to.deep.equal(['ready']);
  await panel.clickButton('Remove Rita Sørby');
  expect(statesOf(panel)).to.deep.equal(['ready', 'unsaved']);
  const sending = backend.hold('POST /followers');
  const saved = panel.element.save();
  await page.settle();
  expect(statesOf(panel)).to.include('saving');
  sending.open();
  await saved;
  await page.settle();
  expect(statesOf(panel)).to.deep.equal(['ready']);
});

test('says so where there is no record, or none to be seen', async (page) => {
  page.guards.allow(/record-id/);
  const waiting = await page.show({ record: 'contact/' });
  expect(statesOf(waiting)).to.deep.equal(['waiting']);
  const hidden = await page.show({ as: 'rob' });
  expect(statesOf(hidden)).to.deep.equal(['failed']);
  await page.wait(5000);
});

test('is a field of its own when it is cloned, even with its list open', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: { users, value: ['ana'] } });
  await panel.open();
  await panel.press('ArrowDown', 'ArrowDown');
  const clone = panel.element.cloneNode(true) as typeof panel.element;
  Object.assign(clone, { users, value: ['cai'] });
  await page.change(() => into.append(clone));
  const other = page.watch(clone);
  await page.settle();
  expect([panel.isOpen, other.isOpen]).to.deep.equal([true, false]);
  await panel.press('Enter', 'Escape');
  expect([panel.element.value, clone.value]).to.deep.equal([['ana', 'bo'], ['cai']]);
  expect(entries(into)).to.deep.equal(['followers=ana', 'followers=bo', 'followers=cai']);
  into.reset();
  expect(entries(into)).to.deep.equal(['followers=ana', 'followers=cai']);
});

test('listens to nothing outside of itself once it is gone', async (page) => {
  const places = { window, document, documentElement: document.documentElement, body: document.body };
  const open = new Map<string, number>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const count = (by: number, to: EventTarget, type: string) => {
    const place = Object.entries(places).find(([, target]) => target === to)?.[0];
    const key = `${place} ${type}`;
    if (place) open.set(key, Math.max(0, (open.get(key) ?? 0) + by));
  };
  EventTarget.prototype.addEventListener = function (...args) {
    count(1, this ?? window, args[0]);
    return addEventListener.apply(this, args);
  };
  EventTarget.prototype.removeEventListener = function (...args) {
    count(-1, this ?? window, args[0]);
    return removeEventListener.apply(this, args);
  };
  try {
    const { form: into, panel } = await fieldInForm(page, { properties: { users } });
    await pick(panel, 'ana');
    await panel.open();
    expect([...open.values()].some(Boolean), 'while its list is open').to.equal(true);
    await page.change(() => into.remove());
    await page.wait(60_000);
  } finally {
    Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
  }
  expect([...open].filter(([, n]) => n)).to.deep.equal([]);
});

test('keeps its picks while its form is taken out of the page and put back', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: { users } });
  await pick(panel, 'ana');
  await page.change(() => into.remove());
  expect(entries(into)).to.deep.equal(['followers=ana']);
  await page.change(() => form(page).append(into.firstElementChild!));
  expect(panel.element.value).to.deep.equal(['ana']);
  expect(panel.chips).to.deep.equal(['Ana Ruiz']);
});
