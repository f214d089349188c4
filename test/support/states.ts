/** The panel in each of its states, for whatever has to hold in all of them. */
import type { Page, Shown } from './element.ts';
import { contact } from './fake-backend.ts';
import type { Panel } from './panel.ts';

/** With the list open on the first option for a text. */
export const opened = async (page: Page, shown: Shown = {}, text = ''): Promise<Panel> => {
  const panel = await page.show(shown);
  await panel.open();
  if (text) await panel.type(text);
  await panel.press('ArrowDown');
  return panel;
};

const failing = async (page: Page, status: number, route = 'GET /followers'): Promise<Panel> => {
  const backend = page.backend();
  backend.plant(route, { status });
  const panel = await page.show({ backend });
  await page.wait(10_000);
  return panel;
};

export const STATES: Record<string, (page: Page) => Promise<Panel>> = {
  waiting: (page) => page.show({ record: 'contact/' }),
  loading: async (page) => {
    const backend = page.backend();
    backend.hold('GET /followers');
    return page.show({ backend });
  },
  ready: (page) => page.show(),
  'without a name of the record': (page) => page.show({ attributes: { 'record-name': '' } }),
  empty: (page) => page.show({ record: 'contact/c-empty' }),
  'without owner': (page) => page.show({ record: 'contact/c-unowned', as: 'admin' }),
  full: (page) => page.show({ record: 'contact/c-full' }),
  'over the limit': (page) => page.show({ record: 'contact/c-over' }),
  'read-only': (page) => page.show({ record: 'contact/c-empty', as: 'reader' }),
  follower: (page) => page.show({ as: 'follower' }),
  colleague: (page) => page.show({ as: 'colleague' }),
  inactive: (page) => page.show({ record: 'contact/k1', records: [contact('k1', ['gone', 'u105', 'u107'])] }),
  'turned off': (page) => page.show({ record: 'contact/c-empty', limit: 0 }),
  'not found': (page) => page.show({ record: 'contact/nothing' }),
  'signed out': (page) => page.show({ as: null }),
  failed: (page) => failing(page, 500),
  'set up wrongly': (page) => {
    page.guards.allow(/crm-followers/);
    return page.show({ attributes: { endpoint: '' } });
  },
  'access lost': async (page) => {
    const backend = page.backend('rita');
    const panel = await page.show({ backend });
    await backend.elsewhere('admin', 'DELETE /records/contact/c1/followers/rita');
    await panel.element.refresh();
    await page.settle();
    return panel;
  },
  offline: async (page) => {
    const panel = await page.show();
    await page.goOffline();
    return panel;
  },
  'list open': (page) => opened(page),
  'list open on a selected option': (page) => opened(page, {}, 'lena'),
  'list open with nobody': (page) => opened(page, {}, 'zzz'),
  'list open, full': (page) => opened(page, { record: 'contact/c-full' }),
  'search failed': async (page) => {
    const panel = await failing(page, 400, 'GET /users');
    await panel.open();
    return panel;
  },
  'added, list open': async (page) => {
    const panel = await opened(page, {}, 'tom');
    await panel.press('Enter');
    return panel;
  },
  'owner list open': async (page) => {
    const panel = await page.show();
    await panel.clickButton('Change owner');
    await panel.press('ArrowDown');
    return panel;
  },
  details: async (page) => {
    const panel = await page.show({ record: 'contact/c-full' });
    await panel.clickButton('Details');
    return panel;
  },
  'message with Undo': async (page) => {
    const panel = await page.show();
    await panel.clickButton('Remove Rita Sørby');
    return panel;
  },
  refused: async (page) => {
    const panel = await failing(page, 403, 'DELETE /followers');
    await panel.clickButton('Remove Rita Sørby');
    return panel;
  },
  'not added': async (page) => {
    const backend = page.backend();
    backend.plant('PUT /followers', { status: 409, body: { code: 'follower-limit' } });
    const panel = await opened(page, { backend }, 'tom');
    await panel.press('Enter', 'Escape');
    return panel;
  },
  saving: async (page) => {
    const backend = page.backend();
    backend.hold('PUT /followers');
    const panel = await opened(page, { backend }, 'tom');
    await panel.press('Enter', 'Escape');
    return panel;
  },
  'question before leaving': async (page) => {
    const panel = await page.show({ as: 'rita' });
    await panel.clickButton('Stop following');
    return panel;
  },
  'question before a handover': async (page) => {
    const panel = await page.show();
    await panel.clickButton('Change owner');
    await panel.type('tom');
    await panel.press('ArrowDown', 'Enter');
    return panel;
  },
};
