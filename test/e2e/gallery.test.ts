/** The gallery as a page, beside the real backend: stories, controls, events, source, and the mock that is its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from 'puppeteer-core';
import { useDemo } from './use-demo.ts';
import type { Visit, VisitOptions } from './visit.ts';

const demo = useDemo();

const open = (query = '', options: VisitOptions = {}) => demo.visit(`/gallery.html${query}`, options);

/** The frame with a story that stands there. */
async function storyIn({ page }: Visit, id: string): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe'))!.contentFrame();
  await frame.waitForSelector(`#canvas[data-story=${id}][data-state=shown]`);
  return frame;
}

const attribute = (frame: Frame, name: string) =>
  frame.$eval('crm-followers', (element, which) => element.getAttribute(which), name);

test('shows the story of its address, and leads to others by link, keyboard and history', async () => {
  const page = await open('?story=panel--full');
  await storyIn(page, 'panel--full');
  await page.find('heading', 'Full');
  await page.click('link', 'Over the limit');
  await storyIn(page, 'panel--over-the-limit');
  assert.match(page.page.url(), /\?story=panel--over-the-limit$/);
  await page.tabTo('link', 'Turned off');
  await page.page.keyboard.press('Enter');
  await storyIn(page, 'panel--turned-off');
  await page.page.goBack();
  await page.find('heading', 'Over the limit');
  await storyIn(page, 'panel--over-the-limit');
  assert.equal(await page.page.$eval('[aria-current=page]', (link) => link.textContent), 'Over the limit');
  await page.leave();
});

test('finds stories by words of their names', async () => {
  const page = await open();
  await page.find('link', 'Default');
  await page.click('searchbox', 'Find a story');
  await page.page.keyboard.type('OFF wrong');
  await page.gone('link', 'Default');
  assert.deepEqual(
    await page.page.$$eval('nav a', (links) =>
      links.filter((link) => link.checkVisibility()).map((link) => link.textContent),
    ),
    ['Offline', 'Offline from the start'],
  );
  await page.page.keyboard.type(' nothing');
  await page.reads('No story is called that.');
  await page.leave();
});

test('sets what the controls say, in story, source and address, until it is reset', async () => {
  const page = await open('?story=panel--default');
  const frame = await storyIn(page, 'panel--default');
  await page.click('textbox', 'label');
  await page.page.keyboard.type('Team: A & B');
  await page.page.keyboard.press('Enter');
  await page.reads('label="Team: A &amp; B"');
  assert.equal(await attribute(frame, 'label'), 'Team: A & B');

  await page.page.reload();
  const again = await storyIn(page, 'panel--default');
  assert.equal(await attribute(again, 'label'), 'Team: A & B');
  await page.click('button', 'Reset');
  await page.until('the end of the label', async () => (await attribute(again, 'label')) === null);
  assert.match(page.page.url(), /\?story=panel--default$/);
  await page.leave();
});

test('lists what the element tells the page, newest first, with its detail, and forgets it', async () => {
  const page = await open('?story=panel--default');
  const frame = await storyIn(page, 'panel--default');
  await (await frame.waitForSelector('>>> ::-p-aria(Remove Lena Fischer)'))!.click();
  await page.reads('4 events');
  const names = await page.page.$$eval('#events code:first-child', (all) =>
    all.flatMap((code) => (code.closest('pre') ? [] : (code.textContent ?? ''))),
  );
  assert.deepEqual(names, ['crm-followers-change', 'change', 'input', 'crm-followers-before-change']);
  await page.page.$eval('#events li:first-child summary', (summary) => summary.click());
  await page.reads('"reason": "user"');
  await page.passesAxe();
  await page.click('button', 'Clear');
  await page.reads('Nothing yet.');
  await page.leave();
});

test('shows a story in other looks and to other people', async () => {
  const page = await open('?story=panel--default');
  const frame = await storyIn(page, 'panel--default');
  for (const name of ['Dark', 'RTL', '320']) await page.page.click(`label:has(input) ::-p-text(${name})`);
  const looks = () =>
    frame.evaluate(() => {
      const { colorScheme, direction } = getComputedStyle(document.documentElement);
      return { colorScheme, direction, width: innerWidth };
    });
  assert.deepEqual(await looks(), { colorScheme: 'dark', direction: 'rtl', width: 320 });
  await page.page.select('[name=viewer]', 'follower');
  await frame.waitForSelector('>>> ::-p-text(Priya Mehta or an admin can.)');
  assert.match(page.page.url(), /\?story=panel--default&theme=dark&dir=rtl&width=320&viewer=follower$/);
  await page.leave();
});

test('speaks the language that is chosen, under a story that stands there, and the one of its address', async () => {
  const page = await open('?story=choosing-people--list-open&width=480');
  const frame = await storyIn(page, 'choosing-people--list-open');
  const root = () => frame.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  await page.page.select('[name=lang]', 'ar');
  await frame.waitForSelector('>>> ::-p-text(تغيير الملكية)');
  assert.deepEqual(await root(), ['ar', 'rtl']);
  assert.match(page.page.url(), /&lang=ar&/);
  assert.equal(
    await page.page.$eval('[name=dir][value=rtl]', (radio) => (radio as HTMLInputElement).checked),
    true,
  );
  await page.page.select('[name=lang]', '');
  await frame.waitForSelector('>>> ::-p-text(Change owner)');
  assert.deepEqual(await root(), ['en', 'ltr']);
  await page.leave();

  const alone = await open('?story=panel--full&lang=de&bare');
  await alone.reads('Alle 10 Plätze sind belegt. Entfernen Sie jemanden, um andere hinzuzufügen.');
  await alone.leave();
});

test('hands over the source', async () => {
  const page = await open('?story=panel--empty');
  await page.page
    .browserContext()
    .overridePermissions(new URL(demo.url).origin, ['clipboard-read', 'clipboard-sanitized-write']);
  await storyIn(page, 'panel--empty');
  await page.click('button', 'Copy');
  await page.reads('Copied');
  const copied = await page.page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^<crm-followers\n {2}endpoint="\/api"\n.*record-id="c-empty"/s);
  await page.leave();
});

test('shows a story alone, in the looks of its address, and the first where there is none of that name', async () => {
  const alone = await open('?story=panel--full&theme=dark&bare', { scheme: 'light' });
  await alone.page.waitForSelector('#canvas[data-story=panel--full][data-state=shown]');
  await alone.reads('All 10 places are taken. Remove someone to add another.');
  assert.equal(await alone.page.$('#shell'), null);
  assert.equal(
    await alone.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
    'dark',
  );
  await alone.leave();

  const lost = await open('?story=no-such-thing');
  await storyIn(lost, 'panel--default');
  await lost.find('heading', 'Default');
  await lost.leave();
});

test('answers nothing but its own requests: other pages keep the real backend', async () => {
  const gallery = await open('?story=panel--default');
  const frame = await storyIn(gallery, 'panel--default');
  await (await frame.waitForSelector('>>> ::-p-aria(Remove Lena Fischer)'))!.click();
  await gallery.reads('crm-followers-change');

  const contact = await gallery.page.browserContext().newPage();
  await contact.goto(new URL('/contact.html?id=c1&as=owner', demo.url).href);
  await contact.waitForSelector('>>> ::-p-aria(Remove Lena Fischer)');
  assert.equal(await contact.evaluate(() => navigator.serviceWorker.controller), null);
  const real = await fetch(new URL('/api/records/contact/c1/followers', demo.url), {
    headers: { Authorization: 'Bearer owner' },
  });
  const { followers } = (await real.json()) as { followers: { user: { id: string } }[] };
  assert.deepEqual(followers.map(({ user }) => user.id).sort(), ['follower', 'reader', 'rita']);
  await gallery.leave();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`breaks no rule of accessibility, wide or narrow, ${scheme}`, async () => {
    const page = await open('?story=panel--default', { scheme });
    await storyIn(page, 'panel--default');
    await page.passesAxe();
    await page.page.setViewport({ width: 320, height: 640 });
    assert.equal(await page.overflow(), 0);
    await page.click('button', 'Stories');
    await page.find('link', 'Over the limit');
    assert.equal(await page.overflow(), 0);
    await page.passesAxe();
    await page.leave();
  });
}
