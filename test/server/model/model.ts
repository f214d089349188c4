/**
 * What a record should be after every request, written down once more and as simply as possible: this is not the
 * policy, it is what the policy is held against.
 */

const LIMIT = 10;

export interface Rights {
  readonly admin?: boolean;
  readonly onlyAssigned?: boolean;
  readonly readOnly?: boolean;
  readonly inactive?: boolean;
  readonly foreign?: boolean;
}

/** Everybody who asks or is asked about. */
export const PEOPLE: Record<string, Rights> = {
  admin: { admin: true },
  owner: {},
  colleague: {},
  reader: { readOnly: true },
  rita: { onlyAssigned: true },
  rob: { onlyAssigned: true },
  gone: { inactive: true },
  stranger: { foreign: true },
  ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`u${101 + i}`, {}])),
};

export interface State {
  owner: string | null;
  followers: string[];
  version: number;
}

/** What a request is answered: a status, and for one of many changes what became of it. */
export type Verdict = 'ok' | 'nothing' | 403 | 404 | 409 | 412 | 422 | 428;

const rightsOf = (id: string): Rights => PEOPLE[id] ?? {};
const isTied = ({ owner, followers }: State, id: string) => id === owner || followers.includes(id);

export function sees(state: State, id: string): boolean {
  const { admin, onlyAssigned, foreign } = rightsOf(id);
  return !foreign && (!!admin || !onlyAssigned || isTied(state, id));
}

function edits(state: State, id: string): boolean {
  const { admin, readOnly } = rightsOf(id);
  return !!admin || (!readOnly && sees(state, id));
}

const isKnown = (id: string) => id in PEOPLE && !rightsOf(id).foreign;

/** Each of these changes the state when its verdict is `ok`, and only then. */
export function add(state: State, by: string, id: string): Verdict {
  if (!sees(state, by)) return 404;
  if (!edits(state, by)) return 403;
  if (!isKnown(id)) return 422;
  if (id === state.owner) return 409;
  if (state.followers.includes(id)) return 'nothing';
  if (rightsOf(id).inactive) return 422;
  if (state.followers.length >= LIMIT) return 409;
  state.followers = [...state.followers, id];
  state.version++;
  return 'ok';
}

export function remove(state: State, by: string, id: string): Verdict {
  if (!sees(state, by)) return 404;
  if (id !== by && !edits(state, by)) return 403;
  if (!state.followers.includes(id)) return 'nothing';
  state.followers = state.followers.filter((follower) => follower !== id);
  state.version++;
  return 'ok';
}

export interface Handover {
  readonly userId: string;
  readonly keepPrevious: boolean;
  /** How far the version that is sent is from the one that is; none is sent where it says nothing. */
  readonly stale: number | undefined;
}

export function changeOwner(state: State, by: string, { userId, keepPrevious, stale }: Handover): Verdict {
  if (!sees(state, by)) return 404;
  const { admin, readOnly, onlyAssigned } = rightsOf(by);
  const outsider = !state.followers.includes(by) && !onlyAssigned;
  if (!admin && (readOnly || (by !== state.owner && !outsider))) return 403;
  if (stale === undefined) return 428;
  if (stale !== 0) return 412;
  if (!isKnown(userId)) return 422;
  if (userId === state.owner) return 409;
  if (rightsOf(userId).inactive) return 422;
  const others = state.followers.filter((follower) => follower !== userId);
  const staying = keepPrevious && state.owner !== null ? [state.owner] : [];
  if (staying.length && rightsOf(state.owner!).inactive) return 422;
  if (staying.length && others.length >= LIMIT) return 409;
  Object.assign(state, { owner: userId, followers: [...others, ...staying], version: state.version + 1 });
  return 'ok';
}

export type Op = 'add' | 'remove';

/** Many at once: what frees places first, what costs the one who asks their right last. */
export function inOrder(by: string, adding: readonly string[], removing: readonly string[]): [Op, string][] {
  const others = removing.filter((id) => id !== by);
  return [
    ...others.map((id) => ['remove', id] as [Op, string]),
    ...adding.map((id) => ['add', id] as [Op, string]),
    ...removing.filter((id) => id === by).map((id) => ['remove', id] as [Op, string]),
  ];
}
