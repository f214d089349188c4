/** What others change while the element is shown: how it hears of it, what it shows and says, and when it listens. */
import { expect } from '@open-wc/testing';
import { type Page, type Shown, test } from '../support/element.ts';
import type { FakeBackend } from '../support/fake-backend.ts';
import type { Panel } from '../support/panel.ts';

const path = '/records/contact/c1/followers';
const EVENTS = { live: 'events' };

/** So long elements come and go before it is listened to what they show. */
const SOON = 200;

/** An element that listens, and has heard where the record stands. */
async function listening(page: Page, shown: Shown & { backend: FakeBackend }): Promise<Panel> {
  const { backend } = shown;
  const streams = backend.streams.length;
  const panel = await page.show({ attributes: EVENTS, ...shown });
  await page.wait(SOON);
  await page.until(() => backend.streams.length > streams);
  return panel;
}

const reads = (backend: FakeBackend) => backend.count('GET /followers');
const streams = (backend: FakeBackend) => backend.count('GET /events');

async function setVisible(page: Page, visible: boolean): Promise<void> {
  const value = visible ? 'visible' : 'hidden';
  Object.defineProperty(document, 'visibilityState', { value, configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  await page.wait(SOON);
}

afterEach(() => Reflect.deleteProperty(document, 'visibilityState'));

test('shows what others change as it happens, says whose doing it was, and reads once each time', async (page) => {
  const backend = page.backend();
  const panel = await listening(page, { backend });
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  await page.until(() => panel.announced.length);
  await backend.elsewhere('admin', `DELETE ${path}/rita`);
  await page.until(() => panel.announced.length > 1);
  expect(panel.announced).to.deep.equal([
    'Ada Whitlock added Tom Becker.',
    'Ada Whitlock removed Rita Sørby.',
  ]);
  expect(panel.chips).to.deep.equal(['Lena Fischer', 'Ines Moreau', 'Tom Becker']);
  expect(reads(backend)).to.equal(3);
});

test('says nothing, and reads nothing, of what the viewer did here', async (page) => {
  const backend = page.backend();
  const panel = await listening(page, { backend });
  await panel.clickButton('Remove Rita Sørby');
  // Told after it: the stream has said all that there was to say.
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  await page.until(() => panel.announced.length > 1);
  expect(panel.announced).to.deep.equal([
    'Rita Sørby removed. 2 of 10 followers.',
    'Ada Whitlock added Tom Becker.',
  ]);
  expect(reads(backend)).to.equal(2);
});

test('leaves the open list, the text in the field and the focus alone when others change something', async (page) => {
  const backend = page.backend();
  const panel = await listening(page, { backend });
  await panel.open();
  await panel.type('jos');
  await panel.press('ArrowDown');
  const active = panel.active;
  await backend.elsewhere('admin', `DELETE ${path}/rita`);
  await page.until(() => panel.announced.some((said) => said.includes('Rita')));
  expect([panel.input.value, panel.input.getAttribute('aria-expanded')]).to.deep.equal(['jos', 'true']);
  expect(panel.active).to.equal(active);
  expect(panel.root.activeElement).to.equal(panel.input);
});

test('has one stream for all elements of a page, and tells the page of a change once', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend, attributes: EVENTS });
  for (const view of ['field', 'owner', 'panel']) {
    await page.show({ backend, attributes: { ...EVENTS, view } });
  }
  const other = await listening(page, { backend, record: 'contact/c-empty' });
  expect(streams(backend)).to.equal(1);
  const told: Event[] = [];
  page.room.addEventListener('crm-followers-change', (event) => told.push(event));
  await backend.elsewhere('admin', 'PUT /records/contact/c-empty/followers/u101');
  await page.until(() => other.announced.length);
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  await page.until(() => panel.announced.length);
  expect(told).to.have.length(2);
});

test('takes the names off the screen at once when the viewer loses sight of the record, and shows it when they have it again', async (page) => {
  const backend = page.backend('rita');
  const panel = await listening(page, { backend });
  const heard: unknown[] = [];
  panel.element.addEventListener('crm-followers-access-change', ({ detail }) =>
    heard.push([detail.access, detail.cause]),
  );
  const before = reads(backend);
  await backend.elsewhere('owner', `DELETE ${path}/rita`);
  await page.until(() => heard.length);
  expect(panel.text).to.contain('You no longer have access to this contact, or it was deleted.');
  expect(panel.text).not.to.match(/Lena|Priya|Ines/);
  expect(reads(backend), 'nothing is asked to find that out').to.equal(before);
  await backend.elsewhere('owner', `PUT ${path}/rita`);
  await page.until(() => panel.text.includes('Lena Fischer'));
  expect(heard).to.deep.equal([
    ['none', 'changed'],
    ['edit', 'changed'],
  ]);
});

test('gives the stream back while the page is hidden, and makes up for what was missed', async (page) => {
  const backend = page.backend();
  const panel = await listening(page, { backend });
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  await page.until(() => panel.announced.length);
  await setVisible(page, false);
  await page.until(() => !backend.streams[0]!.open);
  const before = [reads(backend), streams(backend)];
  await backend.elsewhere('admin', `DELETE ${path}/rita`);
  await page.wait(600_000);
  expect([reads(backend), streams(backend)], 'while nobody looks').to.deep.equal(before);
  await setVisible(page, true);
  await page.until(() => panel.announced.length > 1);
  expect(panel.announced[1]).to.equal('Ada Whitlock removed Rita Sørby.');
  expect(
    backend.sent.findLast(({ url }) => url.pathname === '/api/events')?.headers.get('Last-Event-ID'),
  ).to.be.a('string');
  expect([reads(backend), streams(backend)]).to.deep.equal(before.map((count) => count + 1));
});

test('comes back to a stream that ended, and has missed nothing', async (page) => {
  const backend = page.backend();
  const panel = await listening(page, { backend });
  backend.streams[0]!.end();
  await page.settle();
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  expect(panel.announced).to.deep.equal([]);
  await page.wait(2000);
  await page.until(() => panel.announced.length);
  expect(panel.announced).to.deep.equal(['Ada Whitlock added Tom Becker.']);
  expect(streams(backend)).to.equal(2);
});

test('reads everything again, silently, where too much was missed', async (page) => {
  const backend = page.backend();
  const panel = await listening(page, { backend });
  await page.wait(5000);
  await setVisible(page, false);
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  backend.plant('GET /events', { status: 410, body: { code: 'feed-expired' } });
  await setVisible(page, true);
  await page.until(() => panel.announced.length);
  expect(panel.announced).to.deep.equal(['Ada Whitlock added Tom Becker.']);
  expect(panel.alert).to.equal('');
  backend.recover();
  await page.wait(2000);
  await page.until(() => backend.streams.length === 2);
  expect(backend.sent.at(-1)!.headers.get('Last-Event-ID')).to.equal(null);
});

test('looks again from time to time where there is no room for one more stream', async (page) => {
  const backend = page.backend();
  backend.plant('GET /events', {
    status: 429,
    headers: { 'Retry-After': '30' },
    body: { code: 'rate-limited' },
  });
  const panel = await page.show({ backend, attributes: EVENTS });
  await page.wait(SOON);
  await page.until(() => streams(backend));
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  await page.wait(29_000);
  expect([panel.announced, reads(backend)]).to.deep.equal([[], 1]);
  await page.wait(1000);
  await page.until(() => panel.announced.length);
  expect(panel.announced).to.deep.equal(['Ada Whitlock added Tom Becker.']);
  expect(panel.alert, 'nothing that the viewer could do anything about').to.equal('');
});

test('has no stream over HTTP/1.1 unless told to, but looks again when the viewer comes back', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend });
  await page.wait(60_000);
  expect([reads(backend), streams(backend)]).to.deep.equal([1, 0]);
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  for (const how of ['focus', 'visibilitychange']) {
    window.dispatchEvent(new Event(how));
    await page.wait(SOON);
  }
  expect(panel.announced).to.deep.equal(['Ada Whitlock added Tom Becker.']);
  expect(reads(backend), 'once for one coming back').to.equal(2);
});

for (const [what, come] of [
  [
    'the connection is there again',
    async (page: Page) => {
      await page.goOffline();
      await page.goOffline(false);
    },
  ],
  [
    'the browser shows a page that it had kept',
    async () => {
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    },
  ],
] as const) {
  test(`looks again when ${what}`, async (page) => {
    const backend = page.backend();
    const panel = await page.show({ backend });
    await page.wait(5000);
    await backend.elsewhere('admin', `DELETE ${path}/rita`);
    await come(page);
    await page.wait(SOON);
    expect(panel.announced).to.deep.equal(['Ada Whitlock removed Rita Sørby.']);
  });
}

test('neither listens nor looks again where that is turned off', async (page) => {
  const backend = page.backend();
  await page.show({ backend, attributes: { live: 'off' } });
  await page.wait(60_000);
  window.dispatchEvent(new Event('focus'));
  await page.wait(60_000);
  expect([reads(backend), streams(backend)]).to.deep.equal([1, 0]);
});

test('asks a host that has no such route for no stream', async (page) => {
  const backend = page.backend('owner', { without: ['events'] });
  await page.show({ backend, attributes: EVENTS });
  await page.wait(60_000);
  expect(streams(backend)).to.equal(0);
});

test('gives up where a host claims the route and does not have it, and says so to nobody', async (page) => {
  const backend = page.backend();
  backend.plant('GET /events', { status: 404, body: { code: 'not-found' } });
  const panel = await page.show({ backend, attributes: EVENTS });
  await page.wait(SOON);
  await page.until(() => streams(backend));
  await page.wait(600_000);
  expect([streams(backend), panel.alert, panel.announced]).to.deep.equal([1, '', []]);
  expect(panel.chips).to.have.length(3);
});

test('listens no more, and asks for nothing more, once the element is gone', async (page) => {
  const backend = page.backend();
  const panel = await listening(page, { backend });
  await page.change(() => panel.element.remove());
  await page.wait(SOON);
  await page.until(() => !backend.streams[0]!.open);
  const { length } = backend.sent;
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  window.dispatchEvent(new Event('focus'));
  await page.wait(60_000);
  expect(backend.sent).to.have.length(length);
});

test('keeps its stream when it is moved in the page', async (page) => {
  const backend = page.backend();
  const panel = await listening(page, { backend });
  await page.change(() => {
    const place = document.createElement('section');
    page.room.append(place);
    place.append(panel.element);
  });
  await page.wait(SOON);
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  await page.until(() => panel.announced.length);
  expect(streams(backend)).to.equal(1);
});

test('turns from one way to another when the page says so', async (page) => {
  const backend = page.backend();
  const panel = await page.show({ backend, attributes: { live: 'off' } });
  await page.change(() => panel.element.setAttribute('live', 'events'));
  await page.wait(SOON);
  await page.until(() => backend.streams.length);
  await page.change(() => panel.element.setAttribute('live', 'off'));
  await page.wait(SOON);
  await backend.elsewhere('admin', `PUT ${path}/colleague`);
  await page.wait(60_000);
  expect([panel.announced, reads(backend), streams(backend)]).to.deep.equal([[], 1, 1]);
});

test('listens for a stack in view only, or near', async (page) => {
  const backend = page.backend();
  const attributes = { ...EVENTS, view: 'stack' };
  const far = document.createElement('div');
  far.style.marginTop = '5000px';
  page.room.append(far);
  const panel = await page.show({ backend, attributes, into: far });
  await page.wait(SOON);
  expect(streams(backend)).to.equal(0);
  panel.element.scrollIntoView();
  // Browsers tell with the next picture what is in view.
  while (!page.clock.pending) await new Promise(requestAnimationFrame);
  await page.wait(SOON);
  await page.until(() => backend.streams.length);
  expect(streams(backend)).to.equal(1);
});
