/** Elements that keep what is picked until it is saved, and what tests do with them. */
import type { CrmFollowers } from '../../src/elements/crm-followers.ts';
import type { Page, Shown } from './element.ts';
import type { FakeBackend } from './fake-backend.ts';
import type { Panel } from './panel.ts';

/** One that shows a record and waits for `save()`. */
export const manual = (page: Page, { attributes, ...shown }: Shown = {}): Promise<Panel> =>
  page.show({ ...shown, attributes: { 'save-mode': 'manual', ...attributes } });

/** One without a record. */
export const draft = (page: Page, { attributes, ...shown }: Shown = {}): Promise<Panel> =>
  page.show({
    record: 'opportunity/',
    ...shown,
    attributes: { draft: 'true', 'record-name': '', ...attributes },
  });

/** Picks the first person that each text finds, and closes the list again. */
export async function pick(panel: Panel, ...texts: string[]): Promise<void> {
  await panel.open();
  for (const text of texts) {
    await panel.type(text);
    await panel.press('ArrowDown', 'Enter');
  }
  await panel.press('Escape');
}

/** Picks the first person a text finds as the owner. */
export async function pickOwner(panel: Panel, text: string): Promise<void> {
  await panel.clickButton(/Change owner$|Assign owner$/);
  await panel.type(text);
  await panel.press('ArrowDown', 'Enter');
}

/** What was asked for besides reading, as `PUT …/followers/rita`, with the body where there is one. */
export function writes({ sent }: FakeBackend): string[] {
  return sent
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url, json }) => {
      const path = url.pathname.replace(/.*\/records/, '');
      return [method, path, json && JSON.stringify(json)].filter(Boolean).join(' ');
    });
}

/** Calls `save()` and lets everything happen that needs no time. */
export async function save(panel: Panel, id?: string): ReturnType<CrmFollowers['save']> {
  const saved = panel.element.save(id);
  await panel.settle();
  return saved;
}

/** Every event of these types that reaches the page. */
export function heard(page: Page, ...types: string[]): CustomEvent[] {
  const events: CustomEvent[] = [];
  for (const type of types) page.room.addEventListener(type, (event) => events.push(event as CustomEvent));
  return events;
}
