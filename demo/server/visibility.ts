/**
 * Who sees which record. Every route asks here, and here the policy is asked; a record that is absent and one
 * that is not visible are told apart nowhere.
 */
import { mayView } from '../../src/core/policy.ts';
import { Refusal } from './problems.ts';
import type { Account, StoredRecord } from './repository.ts';
import { type Rules, situation } from './snapshot.ts';

export function sees(viewer: Account, record: StoredRecord, rules: Rules): boolean {
  return record.key.tenant === viewer.tenant && !mayView(situation(record, viewer, rules));
}

/** The record, if the viewer sees it; otherwise the one answer for everything they don't see. */
export function visible(record: StoredRecord | undefined, viewer: Account, rules: Rules): StoredRecord {
  if (!record || !sees(viewer, record, rules)) throw new Refusal('not-found');
  return record;
}

/**
 * For lists: the person whose ties decide, or `undefined` for somebody who sees every record of the tenant.
 * Asked of a record without ties, which is what the policy makes the difference by.
 */
export function tiedTo(viewer: Account, rules: Rules): string | undefined {
  const key = { tenant: viewer.tenant, type: 'record', id: 'untied' };
  const untied = { key, version: '1', createdAt: '', fields: {}, owner: null, followers: [] };
  return sees(viewer, untied, rules) ? undefined : viewer.id;
}
