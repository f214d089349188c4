/**
 * A tenant of any size, made by SQL alone: people with names and what the search finds them by, contacts with owners
 * and followers. A few people have much, most have little, as in the figures this is compared with.
 */
import { indexParts, indexTokens } from '../../../demo/server/directory.ts';
import type { Database } from '../../../demo/server/sql/database.ts';

export interface Size {
  readonly people: number;
  readonly records: number;
  /** People who own and follow; the first of all people. */
  readonly users: number;
}

const FIRST =
  'Anna Anne José Jose María Maria Ángel Juan John James Mary Robert Patricia Jennifer Michael Linda William ' +
  'Elizabeth David Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy ' +
  'Matthew Betty Anthony Margaret Mark Sandra Donald Ashley Steven Kimberly Paul Emily Andrew Donna Joshua Michelle ' +
  'Kenneth Carol Kevin Amanda Brian Dorothy George Melissa Edward Deborah Ronald Stephanie Timothy Rebecca Xaver ' +
  'Zoë Søren Łukasz Çağla Björn Núria Wei Yuki Olga Ivan Priya Ahmed Fatima Chloé Renée Joaquín';
const STEMS =
  'an ber car dal el fer gar hol iv jan kov lar mar nov ols per quin ros tor ul vas wil yam zim bro dü';
const ENDINGS = 'ers son ez ić mann sen ski ton er ova ini eau ley field ard as o wick dóttir enko';

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
const LAST = STEMS.split(' ').flatMap((stem) => ENDINGS.split(' ').map((ending) => capital(stem + ending)));

/** Words with all that the index holds of them: the same functions that the app fills it by. */
const words = (names: readonly string[]) =>
  JSON.stringify(
    names.map((name, i) => {
      const user = { id: '', name, active: true };
      return { i, name, tokens: indexTokens(user), parts: indexParts(user) };
    }),
  );

const names = (parameter: string) =>
  `jsonb_to_recordset(${parameter}::jsonb) as x(i int, name text, tokens jsonb, parts jsonb)`;

const FIRSTS = FIRST.split(' ');

/** Keys and indexes are made when the rows are there: that is what takes the time otherwise. */
async function withoutKeys(database: Database, tables: readonly string[], load: () => Promise<void>) {
  const list = tables.map((table) => `'${table}'`).join();
  const later = await database.query<{ drop: string; make: string }>(
    `select format('alter table %s drop constraint %s cascade', conrelid::regclass, conname) as drop,
            format('alter table %s add constraint %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
     from pg_constraint where conrelid = any(array[${list}]::regclass[]) and contype in ('p', 'f')
     union all
     select format('drop index if exists %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
     from pg_index where indrelid = any(array[${list}]::regclass[]) and not indisprimary`,
  );
  const keysFirst = later.toSorted(
    (a, b) => Number(a.make.includes('FOREIGN')) - Number(b.make.includes('FOREIGN')),
  );
  for (const { drop } of keysFirst.toReversed()) await database.exec(drop);
  await load();
  // Keys are checked by joins, for which the server has to know how much there is.
  await database.exec('analyze');
  for (const { make } of keysFirst) await database.exec(make);
}

export async function load(database: Database, { people, records, users }: Size): Promise<void> {
  await withoutKeys(database, ['person', 'person_token', 'person_part', 'record', 'follower'], async () => {
    await database.exec(
      'create temp table first_name (i int, name text, tokens jsonb, parts jsonb); create temp table last_name (like first_name); select setseed(0.42)',
    );
    await database.query(`insert into first_name select * from ${names('$1')}`, [words(FIRSTS)]);
    await database.query(`insert into last_name select * from ${names('$1')}`, [words(LAST)]);
    // Common names are more common than rare ones.
    await database.exec(`
      create temp table drawn as
        select g, floor(power(random(), 1.3) * ${FIRSTS.length})::int as f, floor(random() * ${LAST.length})::int as l
        from generate_series(1, ${people}) g;
      analyze drawn; analyze first_name; analyze last_name;
      insert into person (tenant, id, name, sort_key, description, only_assigned_data)
        select 'bench', 'p' || g, f.name || ' ' || l.name, (f.tokens ->> 0) || ' ' || (l.tokens ->> 0),
               'Sales', g <= ${users} and g % 10 <> 0
        from drawn join first_name f on f.i = drawn.f join last_name l on l.i = drawn.l;
      insert into person_token (tenant, token, user_id)
        select 'bench', token, 'p' || g from drawn
          join first_name n on n.i = drawn.f, jsonb_array_elements_text(n.tokens) token
        union
        select 'bench', token, 'p' || g from drawn
          join last_name n on n.i = drawn.l, jsonb_array_elements_text(n.tokens) token;
      insert into person_part (tenant, part, user_id)
        select 'bench', part, 'p' || g from drawn
          join first_name n on n.i = drawn.f, jsonb_array_elements_text(n.parts) part
        union
        select 'bench', part, 'p' || g from drawn
          join last_name n on n.i = drawn.l, jsonb_array_elements_text(n.parts) part;
      insert into record (tenant, type, id, owner_id, version, created_at, fields)
        select 'bench', 'contact', 'r' || g, 'p' || (1 + floor(${users} * power(random(), 3))::int), 11,
               timestamptz '2026-11-01' - random() * interval '365 days',
               jsonb_build_object('name', 'Record ' || g, 'company', 'Company ' || g % 1000)
        from generate_series(1, ${records}) g;
      insert into follower (tenant, type, record_id, user_id, since_version, added_at, source_kind)
        select 'bench', 'contact', id, user_id, 1 + row_number() over (partition by id), '2026-11-02', 'import'
        from (
          select distinct r.id, r.owner_id, 'p' || (1 + floor(${users} * power(random(), 2))::int) as user_id
          from (select id, owner_id, floor(power(random(), 2.1) * 11)::int as n from record where tenant = 'bench') r,
               generate_series(1, r.n)
        ) drawn where user_id <> owner_id;
    `);
  });
  await database.exec('vacuum analyze');
}
