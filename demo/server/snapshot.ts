/**
 * A record as one person is shown it: our data, and what the policy says of it, in the contract's words.
 * Every verdict comes from the functions that guard the changes, so the two can't disagree.
 */
import {
  eligibility,
  mayAddFollowers,
  mayChangeOwner,
  mayEdit,
  mayRemoveFollowers,
  mayView,
  type PolicyOptions,
  type Situation,
} from '../../src/core/policy.ts';
import type { Denial } from '../../src/core/reason.ts';
import type { components } from '../../src/core/wire.ts';
import type { Account, StoredEvent, StoredRecord } from './repository.ts';

type Wire = components['schemas'];

/** Optional routes of the contract that this server has. */
export const FEATURES: Wire['Feature'][] = [
  'etag',
  'owner',
  'batch',
  'bulk',
  'events',
  'people',
  'history',
  'meta',
];

/** What the operator of the server decides. */
export interface Rules {
  /** Followers a record may have. */
  readonly limit: number;
  readonly policy?: PolicyOptions | undefined;
  readonly now: () => Date;
  /** An id that no record has. */
  readonly newId: () => string;
  /** Where unexpected errors go that nobody else is told of. */
  readonly log: (error: unknown) => void;
}

/** The question the policy answers: this record, asked by this person (or by nobody, who has all rights but the owner's). */
export function situation(record: StoredRecord, viewer: Account | undefined, rules: Rules): Situation {
  const { key, version, owner, followers } = record;
  const snapshot = {
    record: { ...key, version },
    features: [],
    limit: rules.limit,
    owner,
    viewer,
    followers,
  };
  return { snapshot, options: rules.policy };
}

export function userOf({ id, name, description, email, avatarUrl, active }: Account): Wire['User'] {
  return { id, name, description, email, avatarUrl, active };
}

export function viewerOf(account: Account): Wire['Viewer'] {
  const { admin, onlyAssignedData, canEdit } = account;
  return { ...userOf(account), admin, onlyAssignedData, canEdit };
}

const verdict = (denial: Denial | undefined): Wire['Verdict'] => denial ?? true;

export function snapshotOf(record: StoredRecord, viewer: Account, rules: Rules): Wire['Snapshot'] {
  const asked = situation(record, viewer, rules);
  return {
    record: { type: record.key.type, id: record.key.id, version: record.version, by: record.by },
    features: FEATURES,
    limit: rules.limit,
    owner: record.owner && userOf(record.owner),
    viewer: viewerOf(viewer),
    followers: record.followers.map(({ user, addedAt, source }) => ({ user: userOf(user), addedAt, source })),
    can: {
      addFollower: verdict(mayAddFollowers(asked)),
      removeFollower: verdict(mayRemoveFollowers(asked)),
      changeOwner: verdict(mayChangeOwner(asked)),
    },
  };
}

/** What happened to a record, as its history tells it. */
export function entryOf({ kind, previous, ...event }: StoredEvent): Wire['HistoryEntry'] {
  return { kind, ...event, ...(kind === 'owner-changed' ? { previous } : {}) };
}

/**
 * A person offered for a record: whether the server would accept them, and what they can do with the record
 * without following it. Ties and seats are left out: they change while a list is open, and the client sees them.
 */
export function candidateOf(candidate: Account, record: StoredRecord, rules: Rules): Wire['User'] {
  const untied = situation({ ...record, owner: null, followers: [] }, candidate, rules);
  const unfollowed = record.followers.filter(({ user }) => user.id !== candidate.id);
  const own = situation({ ...record, followers: unfollowed }, candidate, rules);
  const access = !candidate.active || mayView(own) ? 'none' : mayEdit(own) ? 'view' : 'edit';
  return {
    ...userOf(candidate),
    assignable: verdict(eligibility(candidate, untied.snapshot, 'follower')),
    access,
  };
}
