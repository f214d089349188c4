/** Forms of the page around elements, and what is sent with them. */
import type { Page, Shown } from './element.ts';
import type { Panel } from './panel.ts';
import { draft } from './picking.ts';

const person = (id: string, name: string) => ({ id, name, active: true });

/** People that a page hands over itself. */
export const PEOPLE = [
  person('ana', 'Ana Ruiz'),
  person('bo', 'Bo Lind'),
  person('cai', 'Cai Wen'),
  person('dora', 'Dora Maas'),
];

/** What makes an element a mere field: people of the page's own, and no backend. */
export const LOCAL: Shown = {
  record: '/',
  attributes: { endpoint: '', 'record-name': '' },
  properties: { users: PEOPLE },
};

/** A field that knows no backend. */
export const local = (page: Page, { attributes, properties, ...shown }: Shown = {}): Promise<Panel> =>
  page.show({
    ...LOCAL,
    ...shown,
    attributes: { ...LOCAL.attributes, ...attributes },
    properties: { ...LOCAL.properties, ...properties },
  });

/** A form in the page. */
export function form(page: Page, markup = ''): HTMLFormElement {
  const element = document.createElement('form');
  element.innerHTML = markup;
  page.room.append(element);
  return element;
}

/** A draft with a name in a form of its own. */
export async function fieldInForm(
  page: Page,
  shown: Shown = {},
): Promise<{ form: HTMLFormElement; panel: Panel }> {
  const into = form(page);
  const attributes = { name: 'followers', 'owner-name': 'owner', view: 'field', ...shown.attributes };
  return { form: into, panel: await draft(page, { into, ...shown, attributes }) };
}

/** What the form would send now, in order. */
export const entries = (of: HTMLFormElement): string[] =>
  [...new FormData(of)].map(([name, value]) => `${name}=${value as string}`);
