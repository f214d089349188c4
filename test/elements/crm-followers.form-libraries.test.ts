/** Forms that are gathered and sent by somebody else's script. */
import { expect } from '@open-wc/testing';
import jQuery from 'jquery';
import htmxModule from 'htmx.org';
import { type Page, test } from '../support/element.ts';
import { fieldInForm, LOCAL } from '../support/form.ts';
import { pick } from '../support/picking.ts';

// Its types are those of another module system.
const htmx = htmxModule as unknown as (typeof htmxModule)['default'];

const properties = { ...LOCAL.properties, value: ['ana', 'bo'], owner: 'cai' };
const SENT = 'followers=ana&followers=bo&owner=cai';

/** Requests that are made meanwhile, as method, address and body; each is answered with nothing. */
async function requests(run: () => Promise<void>): Promise<string[]> {
  const sent: string[] = [];
  const { open, send } = XMLHttpRequest.prototype;
  let target = '';
  XMLHttpRequest.prototype.open = function (method: string, url: string | URL) {
    target = `${method} ${url}`;
    return open.call(this, 'GET', 'data:text/plain,', true);
  };
  XMLHttpRequest.prototype.send = function (body) {
    sent.push(`${target} ${body as string}`);
    send.call(this);
  };
  try {
    await run();
  } finally {
    Object.assign(XMLHttpRequest.prototype, { open, send });
  }
  return sent;
}

test('is sent by jQuery from the form’s data, whatever jQuery makes of such elements', async (page) => {
  const { form, panel } = await fieldInForm(page, { properties });
  // The README's recipe.
  const recipe = (of: HTMLFormElement) => String(new URLSearchParams(new FormData(of) as never));
  const post = async () => void (await jQuery.post('/save', recipe(form)));
  expect(await requests(post)).to.deep.equal([`POST /save ${SENT}`]);
  await panel.clickButton('Remove Ana Ruiz');
  expect(await requests(post)).to.deep.equal(['POST /save followers=bo&owner=cai']);
  expect(jQuery(panel.element).val(), 'a list, as of a select of many').to.deep.equal(['bo']);
});

test('is left out by the serialize of jQuery 4.0, and has what a later one asks for', async (page) => {
  const { form, panel } = await fieldInForm(page, { properties });
  expect(jQuery(form).serialize(), jQuery.fn.jquery).to.equal('');
  const { name, type, value, form: its } = panel.element;
  expect([name, type, value, its === form]).to.deep.equal([
    'followers',
    'crm-followers',
    ['ana', 'bo'],
    true,
  ]);
  await page.change(() => panel.element.setAttribute('disabled', ''));
  expect(jQuery(panel.element).is(':disabled')).to.equal(true);
});

test('sets values and hears changes by way of jQuery', async (page) => {
  const { panel } = await fieldInForm(page, { properties });
  const heard: unknown[] = [];
  jQuery(panel.element).on('change', (event) => heard.push(jQuery(event.target).prop('value')));
  jQuery(panel.element).prop('value', ['dora']);
  await page.settle();
  expect(panel.chips).to.deep.equal(['Dora Maas']);
  await pick(panel, 'bo');
  expect(heard).to.deep.equal([['dora', 'bo']]);
  jQuery(panel.element).off();
});

/** Lets htmx find what is new in the page. */
async function processed(page: Page, change: () => void): Promise<void> {
  await page.change(change);
  htmx.process(page.room);
  page.guards.rebase();
}

test('is sent by htmx with its form', async (page) => {
  const { form, panel } = await fieldInForm(page, { properties });
  await processed(page, () => {
    form.setAttribute('hx-post', '/save');
    form.setAttribute('hx-swap', 'none');
  });
  const submit = async () => {
    const answered = new Promise((resolve) =>
      form.addEventListener('htmx:afterRequest', resolve, { once: true }),
    );
    form.requestSubmit();
    await answered;
  };
  expect(await requests(submit)).to.deep.equal([`POST /save ${SENT}`]);
  await panel.clickButton('Remove Ana Ruiz');
  await pick(panel, 'dora');
  const later = await requests(submit);
  expect(later).to.deep.equal(['POST /save followers=bo&followers=dora&owner=cai']);
  page.guards.rebase();
});

test('is sent by htmx at each change, once, where the page asks for that', async (page) => {
  const { form, panel } = await fieldInForm(page, { properties });
  await processed(page, () => {
    form.setAttribute('hx-post', '/save');
    form.setAttribute('hx-trigger', 'change');
    form.setAttribute('hx-swap', 'none');
  });
  const sent = await requests(async () => {
    await panel.open();
    await panel.type('dora');
    await panel.press('ArrowDown', 'Enter');
  });
  expect(sent).to.deep.equal(['POST /save followers=ana&followers=bo&followers=dora&owner=cai']);
  page.guards.rebase();
});

test('is not sent by htmx while it is invalid, and says why', async (page) => {
  const { form, panel } = await fieldInForm(page, {
    attributes: { required: 'true' },
    properties: LOCAL.properties,
  });
  await processed(page, () => form.setAttribute('hx-post', '/save'));
  // As a script sends it, past the browser's own check.
  const sent = await requests(async () => void htmx.trigger(form, 'submit'));
  await page.settle();
  expect([sent, panel.alert]).to.deep.equal([[], 'Add at least one follower.']);
  page.guards.rebase();
});
