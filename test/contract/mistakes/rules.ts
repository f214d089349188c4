/** Mistakes in what may be done, by whom, and which check answers. */
import { Refusal } from '../../../demo/server/problems.ts';
import type { StoredRecord } from '../../../demo/server/repository.ts';
import {
  applying,
  inTransaction,
  instead,
  isHandover,
  type Mistake,
  shown,
  signedInAs,
  status,
} from './mistake.ts';

const LIMIT = { code: 'follower-limit', reason: undefined };
const MALFORMED = /x{201}|\/Contact\/|limit=0|for=contact$/;

export const rules: Record<string, Mistake> = {
  'a limit that is one too high': { options: { limit: 11 }, answer: shown(() => ({ limit: 10 })) },
  'seats counted before others have taken theirs': {
    repository: (repository) => {
      let first: StoredRecord | undefined;
      return inTransaction((tx) => ({
        async lock(key) {
          const record = await tx.lock(key);
          if (key.id === 'c-full' && record?.followers.length === 9) first ??= record;
          return first ?? record;
        },
      }))(repository);
    },
  },
  'the owner is lost': {
    repository: inTransaction((tx) => ({
      async lock(key) {
        const record = await tx.lock(key);
        return record && { ...record, owner: null };
      },
    })),
  },
  'changes that are not written': { repository: applying(() => undefined) },
  'types that do not matter': {
    repository: (repository) => ({ find: (key) => repository.find({ ...key, type: 'contact' }) }),
  },

  'readers who may change': { repository: signedInAs({ canEdit: true }) },
  'readers who may not leave': {
    answer: instead(({ as, method }) => as === 'reader' && method === 'DELETE', 403, {
      code: 'action-forbidden',
      reason: 'read-only',
    }),
  },
  'restricted people who see everything': { repository: signedInAs({ onlyAssignedData: false }) },
  'restricted followers who see nothing': {
    answer: instead(({ as, method }) => as === 'rita' && method === 'GET', 404, { code: 'not-found' }),
  },
  'everybody an administrator': { repository: signedInAs({ admin: true }) },
  'somebody unknown let in': { answer: status(401, 200) },
  'followers shut out who were told that they may': {
    options: { policy: { followersMayAdd: false } },
    answer: shown(({ can }) => ({ can: { ...can, addFollower: true } })),
  },
  'followers shut out for a wrong reason': {
    options: { policy: { followersMayAdd: false } },
    answer: instead(
      ({ as, url }, response) => as === 'follower' && !isHandover(url) && response.status === 403,
      403,
      {
        reason: 'user-is-owner',
      },
    ),
  },
  'closed accounts that are taken': {
    repository: inTransaction((tx) => ({
      async person(...key) {
        const person = await tx.person(...key);
        return person && { ...person, active: true };
      },
    })),
  },
  'whoever is named taken': {
    answer: instead(
      ({ url, method }, { status: is }) => method === 'PUT' && is === 422 && url.endsWith('person'),
      201,
    ),
  },
  'foreign people told from unknown ones': {
    answer: (response, body, { url }) =>
      response.status === 422 && url.endsWith('/stranger') ? { ...body, detail: 'Works elsewhere' } : body,
  },

  'a previous owner who is kept unasked': {
    repository: applying((effect) =>
      effect.kind === 'owner-changed' ? { ...effect, keepPrevious: true } : effect,
    ),
  },
  'a previous owner who is not kept': {
    repository: applying((effect) => ({ ...effect, keepPrevious: false })),
  },
  'places counted before the new owner has given theirs back': {
    repository: applying(async (effect, tx, key) => {
      const taken = (await tx.find(key))!.followers.length;
      if (effect.keepPrevious && taken >= 10)
        throw new Refusal('follower-limit', { limit: 10, current: taken });
      return effect;
    }),
  },
  'followers who may change the owner': {
    answer: instead(({ as, url }) => as === 'follower' && isHandover(url), 200),
  },
  'a wrong reason for those who may not change the owner': {
    answer: instead(({ url }, response) => isHandover(url) && response.status === 403, 403, {
      reason: 'read-only',
    }),
  },
  'a reason for the change of owner that was not given before': {
    answer: shown(({ can }) => ({
      can: can.changeOwner.reason ? { ...can, changeOwner: { reason: 'off' } } : can,
    })),
  },
  'a version that need not be sent': { answer: status(428, 200) },
  'a stale version overlooked': { answer: status(412, 200) },
  'an owner who is made the owner': {
    answer: instead(({ url }, { status: is }) => isHandover(url) && is === 409, 200),
  },

  'the person looked at before the rights': {
    answer: instead(
      ({ as, url }, { status: is }) => as === 'reader' && is === 403 && url.includes('no-such'),
      422,
      {
        code: 'user-not-assignable',
        reason: undefined,
      },
    ),
  },
  'places counted before it is known who follows': {
    answer: instead(
      ({ method, url }, { status: is }) => method === 'PUT' && is === 200 && url.includes('c-full/f'),
      409,
      LIMIT,
    ),
  },
  'places counted before the person is looked at': {
    answer: instead(
      ({ method, url }, { status: is }) => method === 'PUT' && is === 422 && url.includes('c-full/f'),
      409,
      LIMIT,
    ),
  },
  'places counted before the owner is thought of': {
    answer: instead(
      ({ method, url }, { status: is }) => method === 'PUT' && is === 409 && url.includes('c-full/f'),
      409,
      LIMIT,
    ),
  },
  'the form looked at before the sign-in': {
    answer: instead(({ as, url }) => !as && MALFORMED.test(url), 400, { code: 'invalid-request' }),
  },
  'sight asked for before the form is looked at': {
    answer: instead(({ as }, response) => as === 'rob' && response.status === 400, 404, {
      code: 'not-found',
    }),
  },
  'the body read before the sign-in': {
    answer: instead(({ as, url }, { status: is }) => !as && is === 401 && isHandover(url), 400, {
      code: 'invalid-request',
    }),
  },
  'the version asked for before the rights': {
    answer: instead(
      ({ url, headers }, { status: is }) => is === 403 && isHandover(url) && !headers.has('if-match'),
      428,
      { code: 'precondition-required', reason: undefined },
    ),
  },
  'the person looked at before the version': {
    answer: instead(({ url }, { status: is }) => is === 412 && isHandover(url), 422, {
      code: 'user-not-assignable',
    }),
  },
};
