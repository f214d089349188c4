/** What a planted mistake is, how to make one, and which cases notice it. The mistakes themselves are beside this file. */
import type { Body } from '../../../src/conformance/ask.ts';
import type { Patience } from '../../../src/conformance/case.ts';
import { cases } from '../../../src/conformance/cases/index.ts';
import { createApp, type AppOptions } from '../../../demo/server/app.ts';
import { demoAuthenticate } from '../../../demo/server/authenticate.ts';
import { fixedData } from '../../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../../demo/server/memory/repository.ts';
import type { Account, Effect, RecordKey, Repository, Transaction } from '../../../demo/server/repository.ts';
import { runCase } from '../ours.ts';

/** Changes an answer of the app, given with its body: another body, or a whole response. */
type Change = (response: Response, body: Body, request: Request) => Body;

export interface Mistake {
  readonly options?: Partial<AppOptions>;
  readonly repository?: (repository: Repository) => Partial<Repository>;
  readonly answer?: Change;
  /** What a stream says, block by block; nothing where nothing is returned. */
  readonly stream?: (block: string, request: Request) => string | undefined;
}

/** A repository whose transactions do something else. */
export const inTransaction =
  (change: (tx: Transaction) => Partial<Transaction>) =>
  (repository: Repository): Partial<Repository> => ({
    transaction: (work) => repository.transaction((tx) => work({ ...tx, ...change(tx) })),
  });

/** Another effect than the one asked for; none where nothing is returned. */
export const applying = (
  change: (effect: Effect, tx: Transaction, key: RecordKey) => Effect | undefined | Promise<Effect>,
) =>
  inTransaction((tx) => ({
    async apply(key, effect) {
      const changed = await change(effect, tx, key);
      if (changed) await tx.apply(key, changed);
    },
  }));

/** Everybody who signs in has other rights. */
export const signedInAs =
  (rights: Partial<Account>) =>
  (repository: Repository): Partial<Repository> => ({
    async account(id) {
      const account = await repository.account(id);
      return account && { ...account, ...rights };
    },
  });

/** Whether a request changes an owner; somebody's id may be `owner`, too. */
export const isHandover = (url: string) => /\/contact\/[^/]+\/owner$/.test(url);

export interface Asked {
  readonly as: string | undefined;
  readonly method: string;
  /** As sent, with the query. */
  readonly url: string;
  readonly headers: Headers;
}

/** What was asked is answered with another status (and code); `body` replaces members. */
export const instead =
  (
    when: (asked: Asked, response: Response, body: Body) => boolean,
    status: number,
    members: Body = {},
  ): Change =>
  (response, body, request) => {
    const { method, url, headers } = request;
    const as = headers.get('authorization')?.replace('Bearer ', '');
    if (!when({ as, method, url, headers }, response, body)) return body;
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    const text = status === 204 ? null : JSON.stringify({ ...body, status, ...members });
    return new Response(text, {
      status,
      headers: { ...Object.fromEntries(response.headers), 'content-type': type },
    });
  };

/** One status where another belongs. */
export const status = (from: number, to: number): Change =>
  instead((_, response) => response.status === from, to);

/** Snapshots that say something else. */
export const shown =
  (change: (snapshot: Body) => Body): Change =>
  (_, body) =>
    body?.record ? { ...body, ...change(body) } : body;

/** Snapshots that say something else of each follower. */
export const shownFollowers = (change: (follower: Body) => Body): Change =>
  shown(({ followers }) => ({ followers: followers.map((each: Body) => ({ ...each, ...change(each) })) }));

/** Searches that say something else of each person. */
export const found =
  (change: (user: Body) => Body): Change =>
  (_, body) =>
    body?.items ? { ...body, items: body.items.map((user: Body) => ({ ...user, ...change(user) })) } : body;

/** The stream of an answer, each of its blocks changed. */
function retold(response: Response, change: (block: string) => string | undefined): Response {
  let rest = '';
  const blocks = new TransformStream<string, string>({
    transform(text, controller) {
      const parts = (rest + text).split('\n\n');
      rest = parts.pop()!;
      for (const block of parts.map(change)) if (block !== undefined) controller.enqueue(`${block}\n\n`);
    },
  });
  const body = response
    .body!.pipeThrough(new TextDecoderStream())
    .pipeThrough(blocks)
    .pipeThrough(new TextEncoderStream());
  return new Response(body, response);
}

/** Turns of this process within which its own app has told of everything, on however busy a machine. */
const TURNS = 100;

/** Waits for events that a mistake keeps back without waiting for time to pass. */
const forTurns: Patience = (late) => {
  let turn = setImmediate(next, TURNS);
  function next(left: number): void {
    if (left) turn = setImmediate(next, left - 1);
    else late();
  }
  return () => clearImmediate(turn);
};

/** A backend with this mistake, its data as it was made. */
export function backendWith({
  options,
  repository,
  answer,
  stream,
}: Mistake): (request: Request) => Promise<Response> {
  const memory = memoryRepository(fixedData());
  const home = { ...memory, ...repository?.(memory) };
  const app = createApp({
    authenticate: demoAuthenticate(home),
    log: () => {},
    ...options,
    repository: home,
  });
  return async (request) => {
    const response = await app.fetch(request);
    if (response.headers.get('content-type') === 'text/event-stream') {
      const other: unknown = answer?.(response, undefined, request);
      if (!(other instanceof Response))
        return stream ? retold(response, (block) => stream(block, request)) : response;
      await response.body!.cancel();
      return other;
    }
    if (!answer) return response;
    const text = await response.clone().text();
    const changed: unknown = answer(response, text ? JSON.parse(text) : undefined, request);
    if (changed instanceof Response) return changed;
    const body = changed === undefined ? null : JSON.stringify(changed);
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

/** Ids of the cases that a backend with this mistake fails. */
export async function failing(mistake: Mistake): Promise<string[]> {
  const failed: string[] = [];
  for (const each of cases) {
    await runCase(each, 'http://crm.example/api', backendWith(mistake), forTurns).catch(() =>
      failed.push(each.id),
    );
  }
  return failed;
}
