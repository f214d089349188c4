/** Mistakes in what is said of several wishes at once, and in what refuses all of them. */
import { Refusal } from '../../../demo/server/problems.ts';
import type { Body } from '../../../src/conformance/ask.ts';
import { inTransaction, instead, type Mistake } from './mistake.ts';

/** Answers to several wishes that say something else. */
const told =
  (change: (changed: Body) => Body): Mistake['answer'] =>
  (_, body) =>
    body?.results ? { ...body, ...change(body) } : body;

/** Results that say something else, each by itself. */
const ending = (change: (result: Body) => Body): Mistake['answer'] =>
  told(({ results }) => ({ results: results.map((each: Body) => ({ ...each, ...change(each) })) }));

const isRefused = ({ outcome }: Body) => outcome === 'refused';

export const bulk: Record<string, Mistake> = {
  'wishes in the order in which people make them': {
    answer: told(({ results }) => ({
      results: results.toSorted((a: Body, b: Body) => a.op.localeCompare(b.op)),
    })),
  },
  'results of what has come true only': {
    answer: told(({ results }) => ({ results: results.filter((each: Body) => !isRefused(each)) })),
  },
  'everything refused because of one': {
    answer: instead((_, __, body) => body?.results?.some(isRefused), 409, { code: 'follower-limit' }),
  },
  'a wish that spoils the others': {
    repository: inTransaction((tx) => ({
      async apply(key, effect) {
        if (effect.userId === 'colleague') throw new Refusal('follower-limit');
        await tx.apply(key, effect);
      },
    })),
  },
  'places that are not counted again after each addition': {
    repository: (repository) => ({
      transaction: (work) =>
        repository.transaction((tx) => {
          const first = new Map<string, ReturnType<typeof tx.lock>>();
          const remember = (key: { id: string }, read: ReturnType<typeof tx.lock>) => {
            const known = first.get(key.id) ?? read;
            first.set(key.id, known);
            return known;
          };
          const lock: typeof tx.lock = (key) => remember(key, tx.lock(key));
          return work({ ...tx, lock, find: (key) => remember(key, tx.find(key)) });
        }),
    }),
  },
  'what was so before reported as done': {
    answer: ending(({ outcome }) => {
      if (outcome === 'already') return { outcome: 'added' };
      return outcome === 'absent' ? { outcome: 'removed' } : {};
    }),
  },
  'an owner wished for who is the owner refused': {
    answer: ending(({ op, outcome }) =>
      op === 'owner' && outcome === 'already' ? { outcome: 'refused', code: 'user-is-owner' } : {},
    ),
  },
  'names told to those who may not choose people': {
    answer: ending(({ name, userId }) => ({ name: name ?? `Name of ${userId}` })),
  },
  'foreign people told from unknown ones among others': {
    answer: ending(({ userId }) => (userId === 'stranger' ? { detail: 'Works elsewhere' } : {})),
  },
  'single refusals without a reason': { answer: ending(() => ({ reason: undefined })) },
  'nothing said to somebody who has lost sight': {
    answer: instead((_, __, body) => body?.snapshot === null, 204),
  },
  'the record shown to somebody who has lost sight of it': {
    answer: told(({ snapshot }) => ({ snapshot: snapshot ?? { followers: [] } })),
  },
  'no answer where nothing is wished': {
    answer: instead((_, __, body) => body?.results?.length === 0, 204),
  },
  'a version asked for before the right to change the owner': {
    answer: instead(
      ({ headers }, _, body) =>
        body?.results?.some(({ code }: Body) => code === 'owner-change-forbidden') &&
        !headers.has('if-match'),
      428,
      { code: 'precondition-required' },
    ),
  },
  'a version asked for where no owner is wished': {
    answer: instead(({ headers }, _, body) => !!body?.results && !headers.has('if-match'), 428, {
      code: 'precondition-required',
    }),
  },
  'several wishes read before the sign-in': {
    answer: instead(({ as, method }, { status }) => method === 'POST' && !as && status === 401, 400, {
      code: 'invalid-request',
    }),
  },
  'several wishes looked at before the record': {
    answer: instead(
      ({ as, method }, { status }) => method === 'POST' && as === 'rob' && status === 404,
      403,
      {
        code: 'action-forbidden',
      },
    ),
  },
};
