/** The first meeting: is there a backend, is the record there, and whose are the tokens? */
import { ask, type Body, followersOf } from '../ask.ts';
import type { Feature, RecordRef } from '../case.ts';
import { NothingToTest, readJson, said } from './answer.ts';
import type { Host } from './host.ts';
import { type ByRole, type GivenRole, type Options, ROLES } from './options.ts';

/** What is known before the first case runs. */
export interface Met {
  /** Ids of those who have a token. One is missing where the backend doesn't say who asks and nobody else did. */
  readonly ids: ByRole;
  /** The record as the administrator is shown it before anything is changed. */
  readonly snapshot: Body;
  readonly claimed: ReadonlySet<Feature>;
}

/** Meets everybody who has a token. Throws `NothingToTest`. */
export async function meet(host: Host, { record, tokens, ids: given }: Options): Promise<Met> {
  const path = followersOf(record);
  const first = await readJson(host, 'admin', path);
  if (first.status === 404) {
    throw new NothingToTest(`${record.type}:${record.id} is not found by admin: ${said(first)}.`);
  }
  if (first.status !== 200 || !Array.isArray(first.body?.followers)) {
    throw new NothingToTest(`GET ${path} as admin answers ${said(first)}, and not a record with followers.`);
  }
  const snapshot = first.body;
  const meta = await ask(host, 'admin', 'GET /meta');
  const claimed = new Set<Feature>([...list(snapshot.features), ...list(meta.body?.features)]);

  const ids: ByRole = {};
  for (const role of ROLES) {
    if (tokens[role] === undefined) continue;
    const { status, body } = await readJson(host, role, path);
    if (status !== 200 && status !== 404) {
      throw new NothingToTest(`GET ${path} as ${role} answers ${status}, and not 200 or 404.`);
    }
    const viewer = body?.viewer ?? (await ask(host, role, 'GET /meta')).body?.viewer;
    const id: unknown = given[role] ?? viewer?.id ?? (role === 'owner' ? snapshot.owner?.id : undefined);
    if (typeof id === 'string') ids[role] = id;
  }
  assertDifferent(ids);
  assertOwned(record, snapshot, ids, claimed);
  return { ids, snapshot, claimed };
}

const list = (features: unknown) => (Array.isArray(features) ? (features as Feature[]) : []);

function assertDifferent(ids: ByRole): void {
  const roles = Object.keys(ids) as GivenRole[];
  for (const [i, role] of roles.entries()) {
    const same = roles.slice(0, i).find((other) => ids[other] === ids[role]);
    if (same)
      throw new NothingToTest(`The tokens for ${same} and ${role} belong to the same person, ${ids[role]}.`);
  }
}

/** The run may have to change the owner, and could not take one away again. */
function assertOwned(
  { type, id }: RecordRef,
  { owner }: Body,
  ids: ByRole,
  claimed: ReadonlySet<Feature>,
): void {
  const name = `${type}:${id}`;
  if (!owner) throw new NothingToTest(`${name} has no owner. Name a record that has one.`);
  if (claimed.has('owner') && ids.owner !== undefined) return;
  if (ids.owner !== undefined && owner.id !== ids.owner) {
    throw new NothingToTest(
      `${name} is owned by ${owner.name ?? owner.id}, and this backend can't change that. Name a record that the person with the token for owner owns.`,
    );
  }
  const role = ROLES.find((each) => each !== 'owner' && ids[each] === owner.id);
  if (role) throw new NothingToTest(`${name} is owned by the person with the token for ${role}.`);
}
