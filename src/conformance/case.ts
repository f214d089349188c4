/**
 * What a case of the contract is, and what a runner gives it.
 *
 * Cases know no test runner, no Node and no page: the same ones run against our repositories, through a mock in a
 * page, and by `crm-followers-conformance` against any other backend, of which it knows a few tokens and one record.
 */

import type { components } from '../core/wire.ts';

export type Feature = components['schemas']['Feature'];

/** In the order in which they are reported. */
export const FEATURES: readonly Feature[] = [
  'etag',
  'owner',
  'bulk',
  'batch',
  'people',
  'history',
  'events',
  'meta',
];

/** Who asks. Those who are restricted see only what they own or follow; `reader` may not edit; all others may. */
export type Role = 'admin' | 'owner' | 'follower' | 'reader' | 'restricted' | 'restrictedFollower';

/** Who is asked about: `colleague` may be chosen, `inactive` may not, `stranger` belongs to another tenant. */
export type Person = Role | 'colleague' | 'inactive' | 'stranger';

/** What a case can't do without. `admin` is always there. */
export type Need = Person | 'colleagues' | 'accented' | 'foreignRecord';

/**
 * How the record is when the case begins. All but `unowned` belong to `owner`.
 *
 * - `empty`: nobody follows
 * - `usual`: those of `follower`, `reader` and `restrictedFollower` follow whom the case needs, and perhaps others
 * - `full`: there is no place left; none of the people above follow
 * - `over`: more follow than there are places, as after an import
 * - `unowned`: it has no owner, and nobody follows
 */
export type Situation = 'empty' | 'usual' | 'full' | 'over' | 'unowned';

export interface RecordRef {
  readonly type: string;
  readonly id: string;
}

/** Calls `late` when a stream has had the time to tell of something; answers what to call when it has told. */
export type Patience = (late: () => void) => () => void;

export interface Context {
  /** Ids. */
  readonly people: Readonly<Record<Person, string>>;
  /** Four people who may be chosen, `colleague` the first of them. */
  readonly colleagues: readonly string[];
  /** A person whose name has an accent: part of the name as typed without it, and their id. */
  readonly accented: { readonly query: string; readonly id: string };
  /** The one that the case may change. */
  readonly record: RecordRef;
  /** One of another tenant. */
  readonly foreignRecord: RecordRef;
  /** Default: five seconds. */
  readonly patience?: Patience | undefined;
  /** Asks as one of the people, or as nobody; `path` is below the endpoint. */
  fetch(as: Role | null, path: string, init?: RequestInit): Promise<Response>;
}

export interface Case {
  readonly id: string;
  /** Behaviour, as a sentence. */
  readonly title: string;
  /** Optional features it is about, the first more than the others. With none, every host has to pass it. */
  readonly features: readonly Feature[];
  /** Missing where it does not matter how the record is. */
  readonly record?: Situation;
  /** `restricted` and `restrictedFollower` may be one person, so no case needs both. */
  readonly needs: readonly Need[];
  /** Rejects with a sentence when the backend behaves otherwise. */
  run(context: Context): Promise<void>;
}

/** A context that holds no more than the case says it needs, so that no case can forget to say so. */
export function narrowed({ id, needs }: Case, context: Context): Context {
  const given = new Set<string>(['admin', ...needs]);
  const within = <T extends object>(whole: T, isGiven: (name: string) => boolean): T =>
    new Proxy(whole, {
      get(target, name) {
        if (typeof name === 'string' && !isGiven(name))
          throw new Error(`${id} does not say that it needs ${name}`);
        return Reflect.get(target, name) as unknown;
      },
    });
  const people = within(context.people, (name) => given.has(name));
  const extras = ['colleagues', 'accented', 'foreignRecord'];
  return within<Context>(
    {
      ...context,
      people,
      fetch(as, path, init) {
        if (as !== null && !given.has(as)) throw new Error(`${id} does not say that it needs ${as}`);
        return context.fetch(as, path, init);
      },
    },
    (name) => !extras.includes(name) || given.has(name),
  );
}
