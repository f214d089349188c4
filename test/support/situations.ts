/** People and records for tests of the policy, by hand and by chance. No judgement of its own. */
import fc from 'fast-check';
import type { Change } from '../../src/core/intent.ts';
import type { Situation } from '../../src/core/policy.ts';
import type { Follower, Snapshot, User, Viewer } from '../../src/core/record.ts';

export const user = (id: string, rest: Partial<User> = {}): User => ({ id, name: id, active: true, ...rest });

export const following = (...ids: string[]): Follower[] => ids.map((id) => ({ user: user(id) }));

/** A record owned by `o` with the followers `f` and `g`, unless said otherwise. */
export const snapshotOf = (rest: Partial<Snapshot> = {}): Snapshot => ({
  record: { type: 'contact', id: 'c1' },
  features: [],
  limit: 10,
  owner: user('o'),
  followers: following('f', 'g'),
  ...rest,
});

/** What is shown to a viewer given by id or in full; to nobody known without one. */
export function shownTo(viewer?: string | Viewer, rest: Partial<Snapshot> = {}): Situation {
  return { snapshot: snapshotOf({ viewer: typeof viewer === 'string' ? { id: viewer } : viewer, ...rest }) };
}

/** One viewer in front of one record, and a change they may have in mind. */
export interface Scene {
  situation: Situation;
  change: Change;
}

/** Mostly the ordinary value, so that the unusual ones rarely get into each other's way. */
const mostly = (ordinary: boolean) => fc.constantFrom(undefined, ordinary, ordinary, !ordinary);

/**
 * Valid records of 0 to 12 followers, with or without an owner; viewers with any ties and rights, or
 * unknown; changes of anybody, sensible or not. No `can`.
 */
export const scenes: fc.Arbitrary<Scene> = fc
  .record({
    count: fc.nat(12),
    limit: fc.constantFrom(10, 10, 10, 12, 5, 1, 0),
    owned: fc.constantFrom(true, true, false),
    /** The owner, the first and the second follower, and somebody without a tie. */
    who: fc.constantFrom('u0', 'u1', 'u2', 'u13', undefined),
    whom: fc.constantFrom('u0', 'u1', 'u2', 'u13'),
    gone: fc.subarray(['u0', 'u1', 'u2', 'u13'], { maxLength: 1 }),
    rights: fc.record({
      admin: mostly(false),
      onlyAssignedData: fc.boolean(),
      canEdit: mostly(true),
      keepsAccess: mostly(false),
    }),
    options: fc.record({ followersMayAdd: mostly(true), followersMayRemoveOthers: mostly(true) }),
    op: fc.constantFrom('add' as const, 'remove' as const, 'owner' as const),
    keepPrevious: fc.constantFrom(undefined, false, true, true),
  })
  .map(({ count, limit, owned, who, whom, gone, rights, options, op, keepPrevious }) => {
    const person = (id: string) => user(id, { active: !gone.includes(id) });
    const followers = Array.from({ length: count }, (_, i) => ({ user: person(`u${i + 1}`) }));
    const owner = owned ? person('u0') : null;
    const viewer = who === undefined ? undefined : { id: who, ...rights };
    return {
      situation: { options, snapshot: snapshotOf({ limit, owner, followers, viewer }) },
      change: { op, user: person(whom), keepPrevious },
    };
  });
