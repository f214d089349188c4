/** What each kind of viewer is offered, and the reason for what they are not, before any click. */
import { expect } from '@open-wc/testing';
import { nameOf } from '../support/accessible.ts';
import { test } from '../support/element.ts';
import type { BackendOptions } from '../support/fake-backend.ts';

const FOLLOWER = "Followers can't change the owner. Priya Mehta or an admin can.";
const READ_ONLY = 'You can view this contact. To change followers you need edit rights.';
const CLOSED = 'Only the owner or an admin can change followers here.';

interface Offer {
  /** `change`, `take` (change, and take it themselves), or the reason why not. */
  owner: string;
  follow?: true;
  /** People who can be removed; the viewer's own chip is "You". */
  remove: string[];
  /** Or the reason why not. */
  add: true | string;
  options?: BackendOptions;
}

const EVERYBODY = ['Lena Fischer', 'Rita Sørby', 'Ines Moreau'];
const without = (name: string) => ['You', ...EVERYBODY.filter((each) => each !== name)];

const OFFERS: [as: string, title: string, offer: Offer][] = [
  ['owner', 'the owner', { owner: 'change', remove: EVERYBODY, add: true }],
  ['admin', 'an admin', { owner: 'take', follow: true, remove: EVERYBODY, add: true }],
  ['colleague', 'a colleague', { owner: 'take', follow: true, remove: EVERYBODY, add: true }],
  ['follower', 'a follower', { owner: FOLLOWER, remove: without('Lena Fischer'), add: true }],
  [
    'rita',
    'a follower limited to assigned data',
    { owner: FOLLOWER, remove: without('Rita Sørby'), add: true },
  ],
  ['reader', 'a follower who may only look', { owner: FOLLOWER, remove: ['You'], add: READ_ONLY }],
  [
    'follower',
    'a follower where followers may not add',
    {
      owner: FOLLOWER,
      remove: without('Lena Fischer'),
      add: CLOSED,
      options: { policy: { followersMayAdd: false } },
    },
  ],
  [
    'follower',
    'a follower where followers may not remove others',
    { owner: FOLLOWER, remove: ['You'], add: true, options: { policy: { followersMayRemoveOthers: false } } },
  ],
];

for (const [as, title, { owner, follow, remove, add, options }] of OFFERS) {
  test(`offers ${title} what they may do, and says why not the rest`, async (page) => {
    const panel = await page.show({ as, ...options });
    const mayChange = owner === 'change' || owner === 'take';
    expect(!!panel.find('button', 'Change owner'), 'Change owner').to.equal(mayChange);
    expect(!!panel.find('button', 'Make me the owner'), 'Make me the owner').to.equal(owner === 'take');
    expect(!!panel.find('button', 'Follow'), 'Follow').to.equal(!!follow);
    const removable = panel.parts('remove').map(nameOf);
    const named = remove.map((name) => (name === 'You' ? 'Stop following' : `Remove ${name}`));
    expect(removable).to.deep.equal(named);
    expect(panel.hasInput, 'the field').to.equal(add === true);
    const reasons = [...(mayChange ? [] : [owner]), ...(add === true ? [] : [add])];
    const said = panel.reasons.filter((each) => !each.startsWith('As a follower'));
    expect(said.slice(0, reasons.length)).to.deep.equal(reasons);
  });
}

test("puts the viewer's own chip first and calls it “You”", async (page) => {
  const panel = await page.show({ as: 'reader' });
  expect(panel.chips).to.deep.equal(['You', 'Lena Fischer', 'Rita Sørby']);
});

test('tells a colleague before they follow that it costs them the right to change the owner', async (page) => {
  const panel = await page.show({ as: 'colleague' });
  expect(panel.text).to.include("As a follower you won't be able to change the owner.");
  await panel.clickButton('Follow');
  expect(panel.text).not.to.include("you won't be able");
  expect(panel.reasons[0]).to.equal(FOLLOWER);
});

test('names nobody where there is no owner', async (page) => {
  const backend = page.backend('follower');
  await backend.elsewhere('admin', 'PUT /records/contact/c-unowned/followers/follower');
  const panel = await page.show({ record: 'contact/c-unowned', backend });
  expect(panel.reasons[0]).to.equal("Followers can't set the owner. An admin can.");
});

test('lets a reader who is not a follower look only, at the owner too', async (page) => {
  const panel = await page.show({ record: 'contact/c-empty', as: 'reader' });
  expect(panel.reasons).to.deep.equal(['Only Priya Mehta or an admin can change the owner.', READ_ONLY]);
  // Which only shows what has happened.
  expect(panel.names('button')).to.deep.equal(['Details']);
});

const PERSON = { id: 'p1', name: 'Ana Ruiz', active: true };
const bare = (rest: object) => ({
  status: 200,
  body: {
    record: { type: 'contact', id: 'c1', version: '1' },
    limit: 10,
    owner: PERSON,
    followers: [],
    ...rest,
  },
});

test('offers additions where nobody said who looks, but not the owner, and hints in the console', async (page) => {
  page.guards.allow(/^console\.(warn|info): .*viewer/);
  const backend = page.backend();
  backend.plant('GET /followers', bare({ features: ['owner'] }));
  const panel = await page.show({ backend });
  expect(panel.hasInput).to.equal(true);
  expect(panel.reasons[0]).to.equal("The owner can't be changed here.");
});

test('shows the owner of a host without a route for changing them, and says so', async (page) => {
  const backend = page.backend();
  backend.plant('GET /followers', bare({ viewer: { id: 'a', name: 'Al', admin: true } }));
  const panel = await page.show({ backend });
  expect(panel.reasons[0]).to.equal("The owner can't be changed here.");
  expect(panel.names('button')).not.to.include('Change owner');
});

test("takes the server's word over its own, in the server's sentence where it has one", async (page) => {
  const backend = page.backend();
  const can = {
    addFollower: { reason: 'frozen-by-audit', detail: 'Frozen until the audit is over.' },
    changeOwner: { reason: 'owner-change-forbidden' },
  };
  const viewer = { id: 'p1', name: 'Ana Ruiz', active: true };
  backend.plant('GET /followers', bare({ features: ['owner'], viewer, can }));
  const panel = await page.show({ backend });
  const owner = 'Only an admin can change the owner.';
  expect(panel.reasons).to.deep.equal([owner, 'Frozen until the audit is over.']);
});

test("shows the host's own words in the slot for help with the owner", async (page) => {
  const panel = await page.show({ as: 'follower', content: '<b slot="owner-help">Ask Priya.</b>' });
  expect(panel.reasons[0]).to.equal('Ask Priya.');
});

test("asks the host's veto when it draws, and says its sentence", async (page) => {
  const check = (action: string, user: { id: string }) =>
    action === 'remove' && user.id === 'rita' ? 'Rita must stay.' : undefined;
  const panel = await page.show({ properties: { check } });
  expect(panel.names('button')).to.include('Remove Lena Fischer').and.not.to.include('Remove Rita Sørby');
});

test('shows who and when, for every way to come to follow', async (page) => {
  const panel = await page.show({ record: 'contact/c-full' });
  await panel.clickButton('Details');
  const [byPerson, byRule, imported, byApp] = panel.chips;
  expect(byPerson).to.match(/^José Álvarez Added by Priya Mehta, Nov \d\d?, 2026$/);
  expect(byRule).to.match(
    /^Maria Silva Sales, Lisbon · Added by workflow New leads from the web, Nov \d\d?, 2026 Auto$/,
  );
  expect(imported).to.match(/^Maria Silva Support, São Paulo · Imported, Nov \d\d?, 2026$/);
  expect(byApp).to.match(/^Maria Silva Finance, Porto · Added by an app, Nov \d\d?, 2026$/);
  expect(panel.button('Details').getAttribute('aria-expanded')).to.equal('true');
  expect(panel.focused).to.equal('Details');
  await panel.press('Enter');
  expect(panel.chips[0]).to.equal('José Álvarez');
});

test('says that it does not know when, where nobody said', async (page) => {
  const backend = page.backend();
  const followers = [{ user: PERSON }, { user: { ...PERSON, id: 'p2' }, addedAt: 'yesterday' }];
  backend.plant('GET /followers', bare({ owner: null, followers, viewer: { id: 'p9' } }));
  const panel = await page.show({ backend });
  await panel.clickButton('Details');
  expect(panel.chips).to.deep.equal(Array(2).fill('Ana Ruiz Added, date unknown'));
});
