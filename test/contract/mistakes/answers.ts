/** Mistakes in what is said: status, members, headers, and whom a search finds. */
import { found, instead, isHandover, type Mistake, shown, shownFollowers, status } from './mistake.ts';

export const answers: Record<string, Mistake> = {
  'a new owner who keeps following': {
    answer: (_, body, request) =>
      isHandover(request.url) && body?.owner
        ? { ...body, followers: [...body.followers, { user: body.owner }] }
        : body,
  },
  'versions that skip': {
    answer: shown(({ record }) => ({ record: { ...record, version: String(2 * Number(record.version)) } })),
  },
  'hidden records told from absent ones': { answer: status(404, 403) },
  'another detail for hidden records': {
    answer: (response, body, { url }) =>
      response.status === 404 && url.includes('c1/') ? { ...body, detail: 'Hidden' } : body,
  },
  'a body after leaving': { answer: status(204, 200) },
  'nothing said to an owner who stays as a follower': {
    answer: instead(({ as, method }, { status: is }) => as === 'rob' && method === 'PUT' && is === 200, 204),
  },
  'no difference between added and there': { answer: status(201, 200) },
  'somebody who follows added anew': {
    answer: (response, body, { method }) =>
      method === 'PUT' && response.status === 200 && body?.followers
        ? {
            ...body,
            followers: body.followers.map((each: object) => ({ ...each, addedAt: '2030-01-01T00:00:00Z' })),
          }
        : body,
  },
  'removals that must find somebody': { answer: status(204, 404) },
  'somebody else named for the last change': {
    answer: shown(({ record }) => ({ record: { ...record, by: { id: 'u101', name: 'Somebody' } } })),
  },
  'another person in the last place': {
    answer: (_, body) => (body?.by ? { ...body, by: { id: 'u101', name: 'Somebody' } } : body),
  },
  'a closed account that is not called closed': {
    answer: (_, body) => (body?.reason === 'user-inactive' ? { ...body, reason: undefined } : body),
  },

  'refusals without a code': { answer: (_, body) => (body?.code ? { ...body, code: undefined } : body) },
  'refusals as plain JSON': {
    answer: (response, body) =>
      body?.code
        ? new Response(JSON.stringify(body), {
            status: response.status,
            headers: { 'Content-Type': 'application/json' },
          })
        : body,
  },
  'a failure where a request is malformed': { answer: status(400, 500) },
  'unknown routes that are answered': {
    answer: instead((_, { status: is }, body) => is === 404 && /route/.test(body.detail), 200),
  },

  'everything may be done': {
    answer: shown(() => ({ can: { addFollower: true, removeFollower: true, changeOwner: true } })),
  },
  'another person for the viewer': {
    answer: shown(({ owner, viewer }) => ({ viewer: { ...viewer, id: owner?.id } })),
  },
  'every viewer called an administrator': {
    answer: shown(({ viewer }) => ({ viewer: { ...viewer, admin: true } })),
  },
  'an owner who is not shown': { answer: shown(() => ({ owner: null })) },
  'an owner where there is none': { answer: shown(({ owner, viewer }) => ({ owner: owner ?? viewer })) },
  'an owner among the followers': {
    answer: shown(({ owner, followers }) => ({
      followers: owner ? [{ user: owner }, ...followers] : followers,
    })),
  },
  'no more followers shown than places': {
    answer: shown(({ followers, limit }) => ({ followers: followers.slice(0, limit) })),
  },
  'dates as people write them': { answer: shownFollowers(() => ({ addedAt: '17 Nov 2026' })) },
  'sources of another kind': { answer: shownFollowers(() => ({ source: { kind: 'workflow' } })) },
  'a limit as text': { answer: shown(({ limit }) => ({ limit: String(limit) })) },
  'versions as numbers': {
    answer: shown(({ record }) => ({ record: { ...record, version: Number(record.version) } })),
  },
  'verdicts in words': { answer: shown(({ can }) => ({ can: { ...can, addFollower: 'yes' } })) },
  'features that are not claimed': {
    answer: (_, body) => (body?.contract ? { ...body, features: [] } : body),
  },

  'one tag for everything': {
    answer: (response, body) => {
      if (!body?.record) return body;
      const headers = new Headers(response.headers);
      headers.set('ETag', '"1"');
      return new Response(JSON.stringify(body), { status: response.status, headers });
    },
  },
  'answers for every cache': {
    answer: (response, body) =>
      response.status === 200
        ? new Response(JSON.stringify(body), { headers: { 'Cache-Control': 'public, max-age=60' } })
        : body,
  },

  'people of other tenants': {
    repository: (repository) => ({
      searchPeople: async (search) => [
        ...(await repository.searchPeople({ ...search, tenant: 'southridge' })),
        ...(await repository.searchPeople(search)),
      ],
    }),
  },
  'cursors that are ignored': {
    repository: (repository) => ({
      searchPeople: (search) => repository.searchPeople({ ...search, after: undefined }),
    }),
  },
  'closed accounts that are not found': {
    repository: (repository) => ({
      searchPeople: async (search) =>
        (await repository.searchPeople(search)).filter(({ user }) => user.active),
    }),
  },
  'nobody listed where nothing is typed': {
    answer: (_, body, request) =>
      body?.items && /query=&/.test(request.url) ? { items: [], nextCursor: null } : body,
  },
  'a search that takes the text as it is': {
    answer: (_, body, request) =>
      body?.items && /query=[A-Z]/.test(request.url) ? { items: [], nextCursor: null } : body,
  },
  'an empty page that is not found': {
    answer: instead((_, __, body) => body?.items?.length === 0, 404, { code: 'not-found' }),
  },
  'access that counts following': { answer: found(({ access }) => (access ? { access: 'edit' } : {})) },
  'everybody assignable': { answer: found(({ assignable }) => (assignable ? { assignable: true } : {})) },
};
