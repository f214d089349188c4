/**
 * How people are sought: a walk along an index from the cursor on, which ends when the page is full. Nothing is sorted,
 * and no extension is asked for: an index of whole tokens, and one of their tails for what is inside of words.
 */
import { insideWords } from '../directory.ts';
import { byCodePoint, type Position, type Reader } from '../repository.ts';
import { personColumns } from './rows.ts';

type Search = Parameters<Reader['searchPeople']>[0];

interface Statement {
  readonly sql: string;
  readonly parameters: unknown[];
}

/** Above every string that begins with the prefix; no index token holds this character. */
const endOf = (prefix: string) => `${prefix}\u{10ffff}`;

export const searching = (search: Search): Statement =>
  search.words.length ? matching(search) : everybody(search);

/** People by name, where nothing is searched. */
function everybody({ tenant, inside, after: [key, id] = ['', ''], limit }: Search): Statement {
  return {
    sql: `select ${personColumns('p')}, p.sort_key as place from person p
          where p.tenant = $1 and (p.sort_key, p.id) > ($2, $3)
          order by p.sort_key, p.id limit $4`,
    parameters: [tenant, key, id, inside ? 0 : limit],
  };
}

const TOKENS = { table: 'person_token', column: 'token' };
const PARTS = { table: 'person_part', column: 'part' };

/**
 * Walks the index of the longest word and asks for the others. Somebody whose names match it twice is taken at the first
 * place only, so a page never repeats a person. The cursor is the only lower bound: with two, PostgreSQL may start from
 * the weaker one.
 */
function matching({ tenant, words, inside, after, limit }: Search): Statement {
  const [first, ...others] = words as [string, ...string[]];
  const long = insideWords(words);
  // A cursor of another query must not widen this one.
  const from: Position =
    after && byCodePoint(after[0], first) > 0 ? after : [first, after?.[0] === first ? after[1] : ''];
  const parameters: unknown[] = [tenant, ...from, endOf(first), first, limit];
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  const has = (word: string, { table, column } = TOKENS) =>
    `exists (select 1 from ${table} a where a.tenant = t.tenant and a.user_id = t.user_id
             and a.${column} >= ${bind(word)} and a.${column} < ${bind(endOf(word))})`;
  const conditions = inside
    ? [
        ...words
          .filter((word) => word !== first || !long.includes(word))
          .map((word) => has(word, long.includes(word) ? PARTS : TOKENS)),
        `not (${words.map((word) => has(word)).join(' and ')})`,
      ]
    : others.map((word) => has(word));
  const { table, column } = inside ? PARTS : TOKENS;
  const sql = `select ${personColumns('p')}, t.${column} as place
    from ${table} t join person p on p.tenant = t.tenant and p.id = t.user_id
    where t.tenant = $1 and (t.${column}, t.user_id) > ($2, $3) and t.${column} < $4
    and not exists (select 1 from ${table} e where e.tenant = t.tenant and e.user_id = t.user_id
                    and e.${column} >= $5 and e.${column} < t.${column})
    ${conditions.map((condition) => `and ${condition}`).join('\n')}
    order by t.${column}, t.user_id limit $6`;
  return { sql, parameters };
}
