/** Backends with one fault each. A walk that meets none of them would prove nothing. */
import type { AppOptions } from '../../../demo/server/app.ts';
import type { Repository, StoredRecord } from '../../../demo/server/repository.ts';
import { applying, inTransaction, signedInAs } from '../../contract/mistakes/mistake.ts';

interface Fault {
  readonly options?: Partial<AppOptions>;
  readonly repository?: (repository: Repository) => Partial<Repository>;
}

/** Records as they are not. */
const locking = (change: (record: StoredRecord) => StoredRecord) =>
  inTransaction((tx) => ({
    async lock(key) {
      const record = await tx.lock(key);
      return record && change(record);
    },
  }));

export const FAULTS: Record<string, Fault> = {
  'eleven places': { options: { limit: 11 } },
  'nine places': { options: { limit: 9 } },
  'places counted as they were a change ago': {
    repository: (repository) => {
      const last = new Map<string, StoredRecord>();
      return locking((record) => {
        const { followers = record.followers } = last.get(record.key.id) ?? {};
        last.set(record.key.id, record);
        return followers.length < record.followers.length ? { ...record, followers } : record;
      })(repository);
    },
  },
  'an owner who is not known to be one': { repository: locking((record) => ({ ...record, owner: null })) },
  'restricted followers who are not known to follow': {
    repository: (repository) => ({
      async find(key) {
        const record = await repository.find(key);
        const followers = record?.followers.filter(({ user }) => !user.onlyAssignedData) ?? [];
        return record && { ...record, followers };
      },
    }),
  },
  'restricted people who see everything': { repository: signedInAs({ onlyAssignedData: false }) },
  'readers who may change': { repository: signedInAs({ canEdit: true }) },
  'followers who may change the owner': { repository: signedInAs({ admin: true }) },
  'closed accounts that are taken': {
    repository: inTransaction((tx) => ({
      async person(...key) {
        const person = await tx.person(...key);
        return person && { ...person, active: true };
      },
    })),
  },
  'a previous owner who always stays': {
    repository: applying((effect) =>
      effect.kind === 'owner-changed' ? { ...effect, keepPrevious: true } : effect,
    ),
  },
  'a previous owner who never stays': {
    repository: applying((effect) => ({ ...effect, keepPrevious: false })),
  },
  'a new owner who goes on following': {
    repository: inTransaction((tx) => ({
      async apply(key, effect) {
        const before = await tx.find(key);
        await tx.apply(key, effect);
        const followed = before!.followers.some(({ user }) => user.id === effect.userId);
        if (effect.kind === 'owner-changed' && followed) {
          await tx.apply(key, { ...effect, kind: 'follower-added' });
        }
      },
    })),
  },
  'removals that are not made': {
    repository: applying((effect) => (effect.kind === 'follower-removed' ? undefined : effect)),
  },
  'a version that is raised twice': {
    repository: inTransaction((tx) => ({
      async apply(key, effect) {
        await tx.apply(key, effect);
        if (effect.kind === 'follower-removed') await tx.apply(key, effect);
      },
    })),
  },
};
