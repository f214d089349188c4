/** Elements that are made early, moved, changed, copied and taken away. */
import { expect } from '@open-wc/testing';
import { CrmFollowers } from '../../src/elements/crm-followers.ts';
import { test } from '../support/element.ts';

/** What `define` was called with; so many classes as there are calls. */
let tags = 0;

test('keeps what was set on it before it was defined, and the property wins over the attribute', async (page) => {
  const tag = `crm-followers-late-${++tags}`;
  const backend = page.backend();
  const element = document.createElement(tag) as CrmFollowers;
  const attributes = { endpoint: '/wrong', 'record-type': 'contact', 'record-id': 'c2' };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  const words = { heading: 'Watchers' };
  Object.assign(element, {
    fetcher: backend.fetcher,
    endpoint: '/api',
    recordId: 'c1',
    recordName: 'Maria',
    messages: words,
  });
  page.room.append(element);
  await page.settle();
  expect(backend.sent).to.have.length(0);
  CrmFollowers.define(tag);
  expect(element.updateComplete, 'upgraded').to.be.instanceOf(Promise);
  await element.ready;
  await page.settle();
  const panel = page.watch(element);
  expect(backend.sent.map(({ url }) => url.pathname)).to.deep.equal(['/api/records/contact/c1/followers']);
  expect(panel.text).to.include('Watchers');
  expect(panel.part('panel').getAttribute('aria-label')).to.equal('Maria');
  expect(panel.chips).to.have.length(3);
});

test('defines itself under a name only once, and never a second time', () => {
  const before = customElements.get('crm-followers');
  CrmFollowers.define();
  expect(customElements.get('crm-followers')).to.equal(before);
  return Promise.resolve();
});

test('starts as soon as the last attribute it needs has arrived', async (page) => {
  const backend = page.backend();
  const element = document.createElement('crm-followers');
  element.fetcher = backend.fetcher;
  page.room.append(element);
  await page.settle();
  for (const [name, value] of [
    ['record-id', 'c1'],
    ['endpoint', '/api'],
    ['record-type', 'contact'],
  ] as const) {
    expect(backend.sent).to.have.length(0);
    await page.change(() => element.setAttribute(name, value));
  }
  expect(page.watch(element).chips).to.have.length(3);
  page.guards.allow(/crm-followers/);
});

test('shows another record when the id changes, and nothing of the one before', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.open();
  await panel.type('tom');
  const gate = backend.hold('GET /contact/c-full/');
  await page.change(() => panel.element.setAttribute('record-id', 'c-full'));
  expect([panel.isOpen, panel.text]).to.deep.equal([false, '']);
  expect(panel.element.state).to.equal('loading');
  gate.open();
  await page.settle();
  expect(panel.chips).to.have.length(10);
  expect(panel.input.value, 'what was typed was meant for the other record').to.equal('');
  expect(panel.message).to.equal('');
});

test('takes no notice of the answer about a record that is no longer shown', async (page) => {
  const backend = page.backend();
  const late = backend.hold('GET /contact/c1/');
  const panel = await page.show({ backend });
  await page.change(() => panel.element.setAttribute('record-id', 'c-full'));
  late.open();
  await page.settle();
  expect(panel.chips).to.have.length(10);
});

test('finishes what it began for a record, though it shows another by now', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  const gate = backend.hold('DELETE /followers/rita');
  await panel.clickButton('Remove Rita Sørby');
  await page.change(() => panel.element.setAttribute('record-id', 'c-full'));
  gate.open();
  await page.settle();
  expect([panel.chips.length, panel.message]).to.deep.equal([10, '']);
  await page.change(() => panel.element.setAttribute('record-id', 'c1'));
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Ines Moreau']);
});

test('writes the same attribute again without any request', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  for (const name of panel.element.getAttributeNames()) {
    await page.change(() => panel.element.setAttribute(name, panel.element.getAttribute(name)!));
  }
  expect(backend.sent).to.have.length(1);
});

for (const how of ['append', 'moveBefore'] as const) {
  const needs = how === 'moveBefore' ? how : undefined;
  test(
    `survives a move (${how}) while it saves: one request, the text and the focus kept`,
    { needs },
    async (page) => {
      const backend = page.backend();
      const panel = await page.show({ backend });
      const elsewhere = document.createElement('section');
      await page.change(() => page.room.append(elsewhere));
      await panel.open();
      const gate = backend.hold('PUT /followers');
      await panel.type('tom');
      await panel.press('ArrowDown', 'Enter');
      await panel.type('li');
      const { input } = panel;
      await page.change(() => {
        if (how === 'append') elsewhere.append(panel.element);
        else
          (elsewhere as unknown as { moveBefore(node: Node, child: null): void }).moveBefore(
            panel.element,
            null,
          );
      });
      expect(panel.input, 'the same text').to.equal(input);
      expect(input.value).to.equal('li');
      gate.open();
      await page.settle();
      expect([backend.count('PUT '), backend.count('GET /contact/c1')]).to.deep.equal([1, 1]);
      expect(panel.chips).to.include('Tom Becker');
      if (how === 'moveBefore') expect(panel.root.activeElement).to.equal(input);
    },
  );
}

test('mounts twice at once, as frameworks do in development, with one request', async (page) => {
  const backend = page.backend();
  const element = page.create({ backend });
  page.room.append(element);
  element.remove();
  page.room.append(element);
  await page.settle();
  expect(page.watch(element).chips).to.have.length(3);
  expect(backend.sent).to.have.length(1);
});

test('is a fresh element when it is copied while it is used', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.open();
  const copy = panel.element.cloneNode(true) as CrmFollowers;
  copy.fetcher = backend.fetcher;
  await page.change(() => page.room.append(copy));
  const other = page.watch(copy);
  expect([other.isOpen, other.chips.length]).to.deep.equal([false, 3]);
  await panel.press('Escape');
  await other.clickButton('Remove Rita Sørby');
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Ines Moreau']);
});

test('asks nothing again when it comes back soon, and again when it comes back late', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  const { element } = panel;
  await page.change(() => element.remove());
  await page.wait(4000);
  await page.change(() => page.room.append(element));
  expect([backend.sent.length, panel.chips.length]).to.deep.equal([1, 3]);
  await page.change(() => element.remove());
  await page.wait(60_000);
  await page.change(() => page.room.append(element));
  expect([backend.sent.length, panel.chips.length]).to.deep.equal([2, 3]);
});

test('closes its list and leaves no timer when it is taken away in the middle of everything', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await panel.open();
  await panel.type('to');
  backend.hold('DELETE /followers');
  panel.button('Remove Rita Sørby').click();
  await page.settle();
  await page.change(() => panel.element.remove());
  expect(panel.element.shadowRoot!.querySelector(':popover-open')).to.equal(null);
  await page.wait(60_000);
  expect(page.clock.pending).to.equal(0);
});

test('takes no listener with it on window or document', async (page) => {
  const added: string[] = [];
  const targets = [window, document];
  const originals = targets.map((target) => target.addEventListener);
  const live = new Set<string>();
  targets.forEach((target) => {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = function (
      this: EventTarget,
      type: string,
      listener: unknown,
      options?: unknown,
    ) {
      added.push(type);
      live.add(type);
      (options as AddEventListenerOptions | undefined)?.signal?.addEventListener('abort', () =>
        live.delete(type),
      );
      addEventListener.call(target, type, listener as EventListener, options as AddEventListenerOptions);
    } as typeof target.addEventListener;
    target.removeEventListener = function (
      this: EventTarget,
      type: string,
      listener: unknown,
      options?: unknown,
    ) {
      live.delete(type);
      removeEventListener.call(target, type, listener as EventListener, options as EventListenerOptions);
    } as typeof target.removeEventListener;
  });
  try {
    const panel = await page.show();
    await panel.open();
    expect(added.length, 'something to give back').to.be.above(0);
    await page.change(() => panel.element.remove());
    await page.wait(60_000);
    expect([...live]).to.deep.equal([]);
  } finally {
    targets.forEach((target, i) => {
      target.addEventListener = originals[i]!;
      Reflect.deleteProperty(target, 'addEventListener');
      Reflect.deleteProperty(target, 'removeEventListener');
    });
  }
});
