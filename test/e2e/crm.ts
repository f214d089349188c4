/** What the demo's server says of opportunities, and what a page sends: to be compared with what a page shows. */
import assert from 'node:assert/strict';
import type { Visit } from './visit.ts';

export interface Opportunity {
  id: string;
  name: string;
  value: number | null;
  stage: string;
  contactId: string;
  tags?: string[];
}

interface Snapshot {
  owner: { id: string } | null;
  followers: { user: { id: string } }[];
}

/** What the server says to an administrator. */
async function ask<T>(url: string, path: string): Promise<T> {
  const answer = await fetch(new URL(path, url), { headers: { Authorization: 'Bearer admin' } });
  assert.equal(answer.status, 200, path);
  return (await answer.json()) as T;
}

export const opportunity = (url: string, id: string) => ask<Opportunity>(url, `/crm/opportunities/${id}`);

export async function people(
  url: string,
  id: string,
): Promise<{ owner: string | undefined; followers: string[] }> {
  const { owner, followers } = await ask<Snapshot>(url, `/api/records/opportunity/${id}/followers`);
  return { owner: owner?.id, followers: followers.map(({ user }) => user.id).sort() };
}

/** The opportunity of Maria Lopez with this name; fails where there is none. */
export async function named(url: string, name: string): Promise<Opportunity> {
  const { items } = await ask<{ items: Opportunity[] }>(url, '/crm/opportunities?contact=c1');
  const found = items.find((each) => each.name === name);
  assert.ok(found, name);
  return found;
}

/** Every write that the page sends from now on. */
export function writes({ page }: Visit): string[] {
  const sent: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // A batch is read by POST.
    if (request.method() !== 'GET' && !pathname.endsWith(':batchGet'))
      sent.push(`${request.method()} ${pathname}`);
  });
  return sent;
}

/** Keys for the whole of the text in a field. */
export async function retype({ page }: Visit, text: string): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
}
