/** Contacts and opportunities as one person is shown them, in lists and alone. Everything given here is theirs to see. */
import { mayEdit } from '../../../src/core/policy.ts';
import type { ListedRecord } from '../repository.ts';
import type { Context } from '../service.ts';
import { situation } from '../snapshot.ts';
import { tiedTo } from '../visibility.ts';

/** The contacts of opportunities, by id: only those that the viewer sees, all with one question. */
async function contactsOf({ repository, viewer, rules }: Context, records: readonly ListedRecord[]) {
  const ids = [...new Set(records.map(({ fields }) => String(fields['contactId'])))];
  const { tenant } = viewer;
  const search = { tenant, type: 'contact', tiedTo: tiedTo(viewer, rules), ids, limit: ids.length };
  const contacts = ids.length ? await repository.list(search) : [];
  return new Map(contacts.map(({ key: { id }, fields: { name } }) => [id, { id, name }]));
}

/**
 * Whether the viewer may edit a record that they see. Where they see it by a tie only, that may be any: as owner and
 * as follower they have the same right to edit.
 */
function mayEditSeen(record: ListedRecord, { viewer, rules }: Context): boolean {
  const tie = { user: viewer, addedAt: record.createdAt, source: { kind: 'user' } } as const;
  return !mayEdit(situation({ ...record, followers: [tie] }, viewer, rules));
}

/** `contact` is `null` where the viewer doesn't see it; its id stays, for it is a field of the opportunity. */
export async function shownAll(context: Context, records: readonly ListedRecord[]) {
  const opportunities = records.filter(({ key }) => key.type === 'opportunity');
  const contacts = await contactsOf(context, opportunities);
  return records.map((record) => {
    const { key, createdAt, fields, owner } = record;
    const contact = contacts.get(String(fields['contactId'])) ?? null;
    return {
      ...fields,
      id: key.id,
      createdAt,
      owner: owner && { id: owner.id, name: owner.name },
      ...(key.type === 'opportunity' ? { contact } : {}),
      canEdit: mayEditSeen(record, context),
    };
  });
}

export const shown = async (context: Context, record: ListedRecord) =>
  (await shownAll(context, [record]))[0]!;
