/** Names and pictures that nobody should send, and somebody will. */
import { expect } from '@open-wc/testing';
import { textOf } from '../support/accessible.ts';
import { type Page, test } from '../support/element.ts';
import type { Panel } from '../support/panel.ts';

const user = (id: string, name: string, rest: object = {}) => ({ id, name, active: true, ...rest });

const snapshot = (rest: object = {}) => ({
  record: { type: 'contact', id: 'c1', version: '7' },
  limit: 10,
  owner: user('o', 'Olga Neri'),
  viewer: { id: 'v', name: 'Vera Klein', admin: true },
  followers: [],
  ...rest,
});

async function answered(page: Page, body: unknown): Promise<Panel> {
  const backend = page.backend();
  backend.plant('GET /followers', { status: 200, body });
  return page.show({ backend });
}

const NAMES: [name: string, shown: string, title?: string][] = [
  ['<img src=x onerror="window.hacked = 1">', '<img src=x onerror="window.hacked = 1">', 'markup'],
  ['{{constructor}} ${1+1} {name}', '{{constructor}} ${1+1} {name}', 'templates'],
  ['Ada \u202egnp.exe', 'Ada gnp.exe', 'a reversed direction'],
  ['\u2067Ada\u2066 Byron', 'Ada Byron', 'isolates that never end'],
  ['👩‍💻 🇩🇪', '👩‍💻 🇩🇪', 'pictures'],
  ['Ada\n\u0000\tByron', 'Ada Byron', 'control characters'],
  ['\u200b\u2060\ufeff ', 'Unnamed person', 'nothing to see'],
  ['', 'Unknown person', 'nothing at all'],
  ['W'.repeat(300), 'W'.repeat(300), 'no end'],
];
for (const [name, shown, title] of NAMES) {
  test(`shows a name of ${title} as mere text, wherever it appears`, async (page) => {
    const backend = page.backend();
    const body = snapshot({ owner: user('o', name), followers: [{ user: user('a', name) }] });
    backend.plant('GET /followers', { status: 200, body });
    backend.plant('DELETE /followers', { status: 200, body: { ...body, followers: [] } });
    backend.plant('GET /users', { status: 200, body: { items: [user('c', name)], nextCursor: null } });
    const panel = await page.show({ backend });
    expect(panel.chips).to.deep.equal([shown]);
    expect(textOf(panel.part('owner'), 'button')).to.include(`Owner ${shown}`);
    await panel.open();
    expect(panel.options).to.deep.equal([shown]);
    await panel.press('Escape');
    await panel.clickButton(`Remove ${shown}`);
    expect(panel.message).to.equal(`${shown} removed. 0 of 10 followers.`);
    expect(panel.announced.at(-1)).to.equal(panel.message);
    expect(panel.root.querySelectorAll('img, script').length).to.equal(0);
    expect(document.documentElement.scrollWidth, 'nothing sticks out').to.be.at.most(innerWidth);
  });
}

test('never lets a name turn the sentence around it', async (page) => {
  const panel = await answered(page, snapshot({ followers: [{ user: user('a', 'ליאת כהן') }] }));
  const name = panel.part('chip').querySelector('bdi');
  expect(name?.textContent).to.equal('ליאת כהן');
});

/** What the style sheet draws there. Firefox tells which attribute it takes, others tell the letters. */
const drawnIn = (avatar: Element): string =>
  getComputedStyle(avatar, '::before').content.replace(
    /attr\(([\w-]+)\)/,
    (_, name: string) => `"${avatar.getAttribute(name)}"`,
  );

const PICTURES: [title: string, avatarUrl: unknown][] = [
  ['a script', 'javascript:alert(1)'],
  ['a page as data', 'data:text/html,<script>1</script>'],
  ['a picture that can carry scripts', 'data:image/svg+xml,<svg/>'],
  ['something that is no address', 'http://'],
  ['no text', 7],
];
for (const [title, avatarUrl] of PICTURES) {
  test(`shows initials where the picture is ${title}`, async (page) => {
    const panel = await answered(
      page,
      snapshot({ followers: [{ user: user('a', 'Ana Ruiz', { avatarUrl }) }] }),
    );
    const avatar = panel.part('chip').querySelector('[part~=avatar]')!;
    expect(avatar.querySelectorAll('img').length).to.equal(0);
    expect(drawnIn(avatar)).to.equal('"AR"');
  });
}

test('fetches a picture without saying where from, and shows initials when there is none', async (page) => {
  const avatarUrl = `${location.origin}/nowhere.png`;
  const panel = await answered(
    page,
    snapshot({ followers: [{ user: user('a', 'Ana Ruiz', { avatarUrl }) }] }),
  );
  const image = panel.part('chip').querySelector('img')!;
  expect([image.referrerPolicy, image.alt]).to.deep.equal(['no-referrer', '']);
  await image.decode().catch(() => undefined);
  await page.settle();
  expect(image.isConnected && getComputedStyle(image).opacity !== '0', 'no broken picture').to.equal(false);
  expect(textOf(panel.part('chip'), 'button')).to.equal('Ana Ruiz');
});
