/**
 * The address says which form is open: `?id=o1` edits that opportunity, `?add` adds one. Back closes the form, and a
 * link to it opens it again.
 */

/** A form: for the opportunity with this id, or for a new one, where a contact may be chosen beforehand. */
export interface Wanted {
  id?: string;
  contactId?: string | null;
}

/** What the address asks for. */
export function wanted(): Wanted | undefined {
  const query = new URLSearchParams(location.search);
  const id = query.get('id');
  if (id) return { id };
  return query.has('add') ? { contactId: query.get('contact') } : undefined;
}

/** This page with that form open. */
export function addressOf(form: Wanted | undefined): string {
  const query = new URLSearchParams(location.search);
  for (const name of ['id', 'add', 'contact']) query.delete(name);
  if (form?.id) query.set('id', form.id);
  if (form && !form.id) query.set('add', '');
  if (form?.contactId) query.set('contact', form.contactId);
  const text = query.toString().replace(/\badd=(?=&|$)/, 'add');
  return location.pathname + (text && `?${text}`);
}

/** A traversal back that has begun; what comes next has to wait until it is done. */
let leaving: Promise<unknown> = Promise.resolve();

/** Notes in the history that the form was opened. */
export async function enter(form: Wanted): Promise<void> {
  await leaving;
  history.pushState({ entered: true }, '', addressOf(form));
}

/** The same form goes on under another address: what was added can be edited now. */
export function rename(form: Wanted): void {
  history.replaceState(history.state, '', addressOf(form));
}

/** Notes that the form was closed: back to before it was opened, where that was on this page. */
export function leave(): void {
  if (!wanted()) return;
  if ((history.state as { entered?: boolean } | null)?.entered) {
    leaving = new Promise((done) => addEventListener('popstate', done, { once: true }));
    history.back();
  } else {
    history.replaceState(null, '', addressOf(undefined));
  }
}
