/**
 * The smallest backend that `<crm-followers>` works with: four routes over three tables, in plain SQL and with nothing
 * but Node. The guide beside it says why it is as it is; a test runs all that the contract requires against it.
 */
import { createServer } from 'node:http';

const LIMIT = 10;

/** What a CRM has already, people and records; only `version` and the table `follower` are new. */
export const SCHEMA = `
  create table person (
    id text primary key, tenant text not null, token text unique, name text not null, sought text not null,
    active integer not null, admin integer not null, restricted integer not null, can_edit integer not null
  );
  create table record (
    tenant text, type text, id text, owner_id text references person, version integer not null default 1,
    primary key (tenant, type, id)
  );
  create table follower (
    tenant text, type text, id text, user_id text references person, since integer not null, added_at text not null,
    primary key (tenant, type, id, user_id), foreign key (tenant, type, id) references record
  );
  create index followed on follower (user_id);
`;

/** A refusal. Status and code are the contract; with a reason the element says why in a sentence. */
class Problem extends Error {
  constructor(status, code, reason) {
    super(code);
    this.status = status;
    this.body = { type: `urn:crm-followers:problem:${code}`, title: code, status, code, reason };
  }
}
const malformed = () => new Problem(400, 'invalid-request');

/** How names are stored and sought: without accents and capitals, a space before each word. */
export const fold = (text) => ` ${text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()}`;

const toUser = ({ id, name, active }) => ({ id, name, active: active === 1 });
const base64 = (text) => Buffer.from(text).toString('base64url');
const fromBase64 = (text) => Buffer.from(text, 'base64url').toString();

function decoded(part) {
  try {
    const id = decodeURIComponent(part);
    if (id.length >= 1 && id.length <= 200 && id.isWellFormed() && id !== '.' && id !== '..') return id;
  } catch {} // Not an encoding of anything.
  throw malformed();
}

/** `db` is a database of `node:sqlite` with the schema above. */
export function fourRoutes(db) {
  const all = (sql, ...values) => db.prepare(sql).all(...values);
  const one = (sql, ...values) => db.prepare(sql).get(...values);
  const run = (sql, ...values) => db.prepare(sql).run(...values).changes;
  const THIS = 'tenant = ? and type = ? and id = ?';

  function keyOf(caller, type, id) {
    if (!/^[a-z][a-z0-9_-]{0,63}$/.test(type)) throw malformed();
    return [caller.tenant, type, decoded(id)];
  }

  /** Of the caller's tenant only, and with one answer for "there is none" and "you don't see it". */
  function find(caller, key) {
    const record = one(`select * from record where ${THIS}`, ...key);
    const followers = all(
      `select person.*, added_at from follower join person on person.id = user_id
       where follower.tenant = ? and type = ? and follower.id = ? order by since`,
      ...key,
    );
    const isTied = record?.owner_id === caller.id || followers.some(({ id }) => id === caller.id);
    if (!record || (caller.restricted && !caller.admin && !isTied)) throw new Problem(404, 'not-found');
    return { ...record, followers };
  }

  function snapshot(caller, key) {
    const { type, id, version, owner_id: ownerId, followers } = find(caller, key);
    const rights = { admin: caller.admin, onlyAssignedData: caller.restricted, canEdit: caller.can_edit };
    return {
      record: { type, id, version: String(version) },
      limit: LIMIT,
      owner: ownerId ? toUser(one('select * from person where id = ?', ownerId)) : null,
      viewer: {
        ...toUser(caller),
        ...Object.fromEntries(Object.entries(rights).map(([right, has]) => [right, has === 1])),
      },
      followers: followers.map((person) => ({ user: toUser(person), addedAt: person.added_at })),
    };
  }

  /** One change in one transaction. Where others write, too, it locks the record before it looks. */
  function change(caller, key, work) {
    db.exec('begin immediate');
    try {
      const isChanged = work(find(caller, key));
      if (isChanged) run(`update record set version = version + 1 where ${THIS}`, ...key);
      db.exec('commit');
      return isChanged;
    } catch (error) {
      db.exec('rollback');
      throw error;
    }
  }

  function add(caller, key, userId) {
    const isAdded = change(caller, key, ({ version, owner_id: ownerId, followers }) => {
      if (!caller.admin && !caller.can_edit) throw new Problem(403, 'action-forbidden', 'read-only');
      if (userId === ownerId) throw new Problem(409, 'user-is-owner');
      if (followers.some(({ id }) => id === userId)) return false;
      const person = one('select * from person where tenant = ? and id = ?', caller.tenant, userId);
      if (!person) throw new Problem(422, 'user-not-assignable');
      if (!person.active) throw new Problem(422, 'user-not-assignable', 'user-inactive');
      if (followers.length >= LIMIT) throw new Problem(409, 'follower-limit');
      const added = [...key, userId, version + 1, new Date().toISOString()];
      return run('insert into follower values (?, ?, ?, ?, ?, ?)', ...added) > 0;
    });
    return [isAdded ? 201 : 200, snapshot(caller, key)];
  }

  function remove(caller, key, userId) {
    const isRemoved = change(caller, key, () => {
      const isLeaving = userId === caller.id;
      if (!caller.admin && !caller.can_edit && !isLeaving)
        throw new Problem(403, 'action-forbidden', 'read-only');
      return run(`delete from follower where ${THIS} and user_id = ?`, ...key, userId) > 0;
    });
    if (!isRemoved) return [204];
    try {
      return [200, snapshot(caller, key)];
    } catch {
      return [204]; // They have left, and thereby lost sight of the record.
    }
  }

  /** Page by page in the order of names; a cursor is the last name and id of the page before. */
  function search(caller, query) {
    const limit = query.get('limit') ?? '20';
    const cursor = query.get('cursor') ?? '.';
    if (!/^([1-9]|[1-4]\d|50)$/.test(limit) || !/^[\w-]+\.[\w-]+$|^\.$/.test(cursor)) throw malformed();
    const [, type, id] = /^([^:]*):(.*)$/s.exec(query.get('for') ?? '') ?? [];
    if (query.has('for')) find(caller, keyOf(caller, type ?? '', encodeURIComponent(id ?? '')));
    const words = fold(query.get('query') ?? '')
      .split(/\s+/)
      .filter(Boolean);
    const found = all(
      `select * from person where tenant = ? and (sought, id) > (?, ?)
       ${words.map(() => `and instr(sought, ' ' || ?)`).join(' ')} order by sought, id limit ?`,
      ...[caller.tenant, ...cursor.split('.').map(fromBase64), ...words, Number(limit) + 1],
    );
    const items = found.slice(0, Number(limit));
    const { sought, id: lastId } = items.at(-1) ?? {};
    const nextCursor = found.length > items.length ? `${base64(sought)}.${base64(lastId)}` : null;
    return [200, { items: items.map(toUser), nextCursor }];
  }

  const ROUTES = [
    ['GET', /^\/users$/, (caller, _, query) => search(caller, query)],
    ['GET', /^\/records\/([^/]*)\/([^/]*)\/followers$/, (caller, key) => [200, snapshot(caller, key)]],
    ['PUT', /^\/records\/([^/]*)\/([^/]*)\/followers\/([^/]*)$/, add],
    ['DELETE', /^\/records\/([^/]*)\/([^/]*)\/followers\/([^/]*)$/, remove],
  ];

  function answer({ method, url, headers }) {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const caller = one('select * from person where token = ? and active = 1', token);
    if (!caller) throw new Problem(401, 'not-authenticated');
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [, path, work] = ROUTES.find(([verb, each]) => verb === method && each.test(pathname)) ?? [];
    if (!work) throw new Problem(404, 'not-found');
    const [, type, id, userId] = path.exec(pathname);
    const key = type === undefined ? undefined : keyOf(caller, type, id);
    return work(caller, key, userId === undefined ? searchParams : decoded(userId));
  }

  return createServer((request, response) => {
    let [status, body] = [500, new Problem(500, 'unavailable').body];
    try {
      [status, body] = answer(request);
    } catch (error) {
      if (error instanceof Problem) ({ status, body } = error);
      else console.error(error);
    }
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'private, no-cache' });
    response.end(body && JSON.stringify(body));
  });
}
