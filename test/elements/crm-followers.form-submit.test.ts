/** What a form sends of the element: by `FormData`, by the browser itself, under which names, and when nothing. */
import { expect } from '@open-wc/testing';
import { type Page, test } from '../support/element.ts';
import { entries, fieldInForm, form, LOCAL, local } from '../support/form.ts';
import { draft, pick } from '../support/picking.ts';

const two = { ...LOCAL.properties, value: ['ana', 'bo'], owner: 'cai' };

/** The query that the browser itself sends a form with, into a frame. */
async function sent(page: Page, of: HTMLFormElement): Promise<string> {
  const frame = document.createElement('iframe');
  frame.name = 'sink';
  await page.change(() => {
    page.room.append(frame);
    Object.assign(of, { target: 'sink', method: 'get', action: 'about:blank' });
  });
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  of.requestSubmit();
  await loaded;
  const { search } = frame.contentWindow!.location;
  await page.change(() => frame.remove());
  return search;
}

test('is sent as one entry a follower and one for the owner, by the browser too', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: two });
  const all = ['followers=ana', 'followers=bo', 'owner=cai'];
  expect(entries(into)).to.deep.equal(all);
  expect(await sent(page, into)).to.equal(`?${all.join('&')}`);
  await pick(panel, 'dora');
  expect(await sent(page, into)).to.equal('?followers=ana&followers=bo&followers=dora&owner=cai');
});

test('takes part in the form’s own events and lists like any field', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: two });
  into.addEventListener('formdata', ({ formData }) =>
    formData.append('extra', `${formData.getAll('followers').length} people`),
  );
  expect(entries(into).at(-1)).to.equal('extra=2 people');
  const { element } = panel;
  expect([...into.elements].map((each) => each === element)).to.deep.equal([true]);
  expect(into.elements.namedItem('followers') === element).to.equal(true);
  expect([element.form === into, element.type, element.name]).to.deep.equal([
    true,
    'crm-followers',
    'followers',
  ]);
});

test('sends nothing of nobody, of no name, and of no owner', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: LOCAL.properties });
  expect(entries(into)).to.deep.equal([]);
  expect(await sent(page, into)).to.equal('');
  panel.element.value = ['ana'];
  expect(entries(into)).to.deep.equal(['followers=ana']);
  await page.change(() => panel.element.removeAttribute('name'));
  expect(entries(into)).to.deep.equal([]);
  panel.element.owner = 'bo';
  await page.settle();
  expect(entries(into)).to.deep.equal(['owner=bo']);
});

test('is sent under the name that it has by then', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: two });
  await page.change(() => panel.element.setAttribute('name', 'watchers[]'));
  panel.element.ownerName = 'boss';
  await page.settle();
  page.guards.rebase();
  expect(entries(into)).to.deep.equal(['watchers[]=ana', 'watchers[]=bo', 'boss=cai']);
});

test('is sent with the form that its attribute names, wherever it stands', async (page) => {
  const near = form(page);
  const far = form(page);
  far.id = 'far';
  const panel = await local(page, { into: near, attributes: { name: 'f', form: 'far' }, properties: two });
  expect([entries(near), entries(far)]).to.deep.equal([[], ['f=ana', 'f=bo']]);
  expect(panel.element.form === far).to.equal(true);
  await page.change(() => panel.element.removeAttribute('form'));
  expect([entries(near), entries(far)]).to.deep.equal([['f=ana', 'f=bo'], []]);
  await page.change(() => far.append(panel.element));
  expect([entries(near), entries(far)]).to.deep.equal([[], ['f=ana', 'f=bo']]);
});

test('is sent beside another one of the same name, each with its own', async (page) => {
  const into = form(page);
  const shown = { into, attributes: { name: 'f' } };
  const first = await draft(page, { ...shown, properties: { ...LOCAL.properties, value: ['ana'] } });
  const second = await draft(page, { ...shown, properties: { ...LOCAL.properties, value: ['ana', 'bo'] } });
  expect(entries(into)).to.deep.equal(['f=ana', 'f=ana', 'f=bo']);
  await first.clickButton('Remove Ana Ruiz');
  await pick(second, 'cai');
  expect(entries(into)).to.deep.equal(['f=ana', 'f=bo', 'f=cai']);
  expect(await sent(page, into)).to.equal('?f=ana&f=bo&f=cai');
});

test('is up to date inside the listeners of its own events', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: LOCAL.properties });
  const heard: string[] = [];
  for (const type of ['input', 'change']) {
    into.addEventListener(type, () =>
      heard.push(`${type}: ${entries(into).join('&')} ${panel.element.validity.valid}`),
    );
  }
  await page.change(() => panel.element.setAttribute('required', ''));
  await pick(panel, 'ana');
  await panel.clickButton('Remove Ana Ruiz');
  expect(heard).to.deep.equal([
    'input: followers=ana true',
    'change: followers=ana true',
    'input:  false',
    'change:  false',
  ]);
});

test('sends what the server confirmed where changes are saved at once', async (page) => {
  const backend = page.backend();
  const into = form(page);
  const panel = await page.show({ backend, into, attributes: { name: 'f', 'owner-name': 'o' } });
  expect(entries(into)).to.have.members(['f=follower', 'f=rita', 'f=reader', 'o=owner']);
  const during: string[][] = [];
  into.addEventListener('change', () => during.push(entries(into)));
  const gate = backend.hold('DELETE /followers');
  await panel.clickButton('Remove Rita Sørby');
  expect(entries(into)).to.include('f=rita');
  gate.open();
  await page.settle();
  expect(during).to.deep.equal([['f=follower', 'f=reader', 'o=owner']]);
});

test('sends the ids as they are', async (page) => {
  const value = ['a,b', 'ü 山', '"[1]"', '<b>', 'a&b=c'];
  const { form: into } = await fieldInForm(page, { properties: { ...LOCAL.properties, value } });
  expect(new FormData(into).getAll('followers')).to.deep.equal(value);
  expect(new URLSearchParams(await sent(page, into)).getAll('followers')).to.deep.equal(value);
});

test('does not send the form when Enter is pressed in its text', async (page) => {
  const { form: into, panel } = await fieldInForm(page, { properties: LOCAL.properties });
  let submits = 0;
  into.addEventListener('submit', (event) => {
    event.preventDefault();
    submits++;
  });
  await page.change(() => into.append(document.createElement('button')));
  await panel.open();
  await panel.type('zzz');
  await panel.press('Enter');
  await panel.press('Escape', 'Enter');
  await pick(panel, 'ana');
  for (const button of panel.all('button')) expect((button as HTMLButtonElement).type).to.equal('button');
  expect(submits).to.equal(0);
});
