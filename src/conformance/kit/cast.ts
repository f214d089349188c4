/** Who plays whom: what of a case's needs can be met in this run, and what would have to be given for the others. */
import type { Need, Person, Role } from '../case.ts';
import type { Found } from './directory.ts';
import { type ByRole, type GivenRole, type Options, ROLES } from './options.ts';

/** What a case needs and nobody has given. The message names it, and how it could be. */
export class Missing extends Error {}

/** Candidates whom a full list leaves out. */
export const COLLEAGUES = 4;

const PEOPLE: readonly Person[] = [...ROLES, 'restrictedFollower', 'colleague', 'inactive', 'stranger'];

export interface Cast {
  /** Ids, each looked up when a case asks for it. Throws `Missing`. */
  readonly people: Readonly<Record<Person, string>>;
  readonly colleagues: readonly string[];
  readonly accented: { readonly query: string; readonly id: string };
  /** So many people to fill a list with. Throws `Missing`. */
  crowd(size: number): readonly string[];
  /** Throws `Missing`. */
  require(need: Need): void;
}

const isRole = (need: Need): need is Role =>
  need === 'restrictedFollower' || ROLES.includes(need as GivenRole);
const playerOf = (role: Role): GivenRole => (role === 'restrictedFollower' ? 'restricted' : role);

export function castOf({ tokens, foreignUser, foreignRecord }: Options, ids: ByRole, found: Found): Cast {
  const { candidates, inactive, accented } = found;

  function idOf(person: Person): string {
    if (isRole(person)) {
      const id = ids[playerOf(person)];
      if (id !== undefined) return id;
      throw new Missing(
        `the id of whoever has the token for ${playerOf(person)} (--ids ${playerOf(person)}=…)`,
      );
    }
    const id = { colleague: candidates[0], inactive, stranger: foreignUser }[person];
    if (id !== undefined) return id;
    if (person === 'colleague') throw tooFew(1);
    if (person === 'stranger') throw new Missing('somebody of another tenant (--foreign-user id)');
    throw new Missing('somebody inactive whom GET /users finds');
  }

  const tooFew = (size: number) => {
    const people = size === 1 ? 'somebody who' : `${size} people who`;
    return new Missing(
      `${people} may be chosen, besides those with tokens; ${found.trouble ?? `GET /users finds ${candidates.length}`}`,
    );
  };

  return {
    people: Object.defineProperties(
      {} as Record<Person, string>,
      Object.fromEntries(PEOPLE.map((person) => [person, { get: () => idOf(person) }])),
    ),
    colleagues: candidates.slice(0, COLLEAGUES),
    accented: accented ?? { query: '', id: '' },
    crowd(size) {
      const crowd = candidates.slice(COLLEAGUES, COLLEAGUES + size);
      if (crowd.length < size) throw tooFew(COLLEAGUES + size);
      return crowd;
    },
    require(need) {
      if (need === 'colleagues') {
        if (candidates.length < COLLEAGUES) throw tooFew(COLLEAGUES);
      } else if (need === 'accented') {
        if (!accented) throw new Missing('somebody with an accent in their name whom GET /users finds');
      } else if (need === 'foreignRecord') {
        if (!foreignRecord) throw new Missing('a record of another tenant (--foreign-record type:id)');
      } else if (!isRole(need)) {
        idOf(need);
      } else if (tokens[playerOf(need)] === undefined) {
        throw new Missing(`a token for ${playerOf(need)} (--tokens ${playerOf(need)}=…)`);
      }
    },
  };
}
