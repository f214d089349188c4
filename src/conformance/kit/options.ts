/** The command line: what is asked for, or one sentence that says what is wrong with it. */
import { parseArgs } from 'node:util';
import type { RecordRef } from '../case.ts';

/** Those whose tokens and ids a run can be given. `restricted` plays `restrictedFollower`, too. */
export const ROLES = ['admin', 'owner', 'follower', 'restricted', 'reader'] as const;
export type GivenRole = (typeof ROLES)[number];

export type ByRole = Partial<Record<GivenRole, string>>;

export interface Options {
  /** The endpoint, without a slash at its end. */
  readonly base: string;
  readonly tokens: ByRole;
  readonly ids: ByRole;
  readonly record: RecordRef;
  readonly foreignUser: string | undefined;
  readonly foreignRecord: RecordRef | undefined;
  readonly unowned: RecordRef | undefined;
  readonly overLimit: RecordRef | undefined;
  /** Name and value of the header that signs in; the value has `{token}`. */
  readonly header: readonly [name: string, value: string];
  /** Milliseconds. */
  readonly timeout: number;
  /** Names of levels and ids of cases; empty for all. */
  readonly only: readonly string[];
  readonly json: boolean;
  readonly yes: boolean;
}

/** The command line can't be understood; the message is for whoever wrote it. */
export class UsageError extends Error {}

export const HELP = `Usage: crm-followers-conformance <base-url> --tokens admin=…,owner=…,follower=…,restricted=… --record type:id

Runs the cases of the contract against a backend and reports, level by level, what holds.

  <base-url>                The endpoint that the element is given, as in https://crm.example/api
  --record type:id          A record that may be changed. People are made its followers and taken off again; in the
                            end it has the owner and the followers that it had. Best is one that nobody follows.
  --tokens role=token,…     Who asks. admin is needed for everything, each of the others for some of the cases:
      admin                 may do everything
      owner                 owns the record (or can be made its owner, where the backend can change owners)
      follower              sees every record and may edit; does not own this one
      restricted            sees only what they own or follow
      reader                sees every record and may not edit
                            Say it again for more, or put it into CRM_FOLLOWERS_TOKENS, where no list of processes
                            shows it.

Each of these lets more cases run:
  --foreign-user id         Somebody of another tenant
  --foreign-record type:id  A record of another tenant
  --unowned type:id         A record without an owner, which the run may give one for good
  --over-limit type:id      A record with more followers than places; the run takes one off for good
  --ids role=id,…           Who the tokens belong to, where the backend does not say so (as \`viewer\`)

  --header 'Name: {token}'  How somebody signs in. Default: 'Authorization: Bearer {token}'
  --timeout seconds         How long an answer may take. Default: 10
  --only name,…             Run these levels or cases only, as in --only required,owner-stale
  --yes                     Go on although the record has followers: since when they follow will be lost
  --json                    Report for programs
  --help, --version

Ends with 0 if every level that the backend claims holds, 1 if one does not, 2 if there was nothing to test,
130 if interrupted. What was not tested for lack of a token or a record is never counted as passed.
`;

export type Command = { readonly show: 'help' | 'version' } | { readonly run: Options };

/** Understands the arguments behind the name of the program. Throws `UsageError`. */
export function parse(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Command {
  const { values, positionals } = understand(args);
  if (values.help) return { show: 'help' };
  if (values.version) return { show: 'version' };
  const [url, ...others] = positionals;
  if (url === undefined)
    throw new UsageError('Which backend? Give its base URL, as in https://crm.example/api.');
  if (others.length > 0)
    throw new UsageError(`Only one base URL can be tested, and ${others[0]} is another one.`);
  const given = values.tokens ?? (env['CRM_FOLLOWERS_TOKENS'] ? [env['CRM_FOLLOWERS_TOKENS']] : []);
  const tokens = byRole('--tokens', given);
  if (tokens.admin === undefined) {
    throw new UsageError('--tokens admin=… is needed: the run prepares the record as an administrator.');
  }
  if (values.record === undefined) {
    throw new UsageError('--record type:id is needed: a record that the run may change.');
  }
  return {
    run: {
      base: baseOf(url),
      tokens,
      ids: byRole('--ids', values.ids ?? []),
      record: recordOf('--record', values.record)!,
      foreignUser: values['foreign-user'],
      foreignRecord: recordOf('--foreign-record', values['foreign-record']),
      unowned: recordOf('--unowned', values.unowned),
      overLimit: recordOf('--over-limit', values['over-limit']),
      header: headerOf(values.header),
      timeout: millisecondsOf(values.timeout),
      only: (values.only ?? []).flatMap((names) => names.split(',')),
      json: values.json,
      yes: values.yes,
    },
  };
}

function understand(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        tokens: { type: 'string', multiple: true },
        ids: { type: 'string', multiple: true },
        record: { type: 'string' },
        'foreign-user': { type: 'string' },
        'foreign-record': { type: 'string' },
        unowned: { type: 'string' },
        'over-limit': { type: 'string' },
        header: { type: 'string', default: 'Authorization: Bearer {token}' },
        timeout: { type: 'string', default: '10' },
        json: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        version: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function baseOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`"${text}" is no base URL; it looks like https://crm.example/api.`);
  }
  if (url.search || url.hash) throw new UsageError('The base URL has no query: routes are appended to it.');
  return url.href.replace(/\/$/, '');
}

/** `role=value,role=value`. A value may hold commas and equals signs. */
function byRole(option: string, texts: readonly string[]): ByRole {
  const found: ByRole = {};
  for (const pair of texts.flatMap((text) => text.split(/,(?=\w+=)/))) {
    const [, role, value] = /^(\w+)=(.+)$/s.exec(pair.trim()) ?? [];
    const known = ROLES.find((name) => name === role);
    if (!known || !value) {
      const wrong = role === undefined || value === undefined ? 'is not role=…' : `has no role "${role}"`;
      // Without the value, which may be a secret.
      throw new UsageError(`${option} ${wrong}. Roles are ${ROLES.join(', ')}.`);
    }
    found[known] = value;
  }
  return found;
}

function recordOf(option: string, text: string | undefined): RecordRef | undefined {
  if (text === undefined) return undefined;
  const [, type, id] = /^([a-z][a-z0-9_-]{0,63}):(.{1,200})$/s.exec(text) ?? [];
  if (!type || !id) throw new UsageError(`${option} ${text} is no type:id, as in contact:c1.`);
  return { type, id };
}

function headerOf(text: string): [string, string] {
  const [, name, value] = /^([\w-]+):\s*(.*\{token\}.*)$/.exec(text) ?? [];
  if (!name || !value)
    throw new UsageError("--header is a name and a value with {token}, as in 'X-Key: {token}'.");
  return [name, value];
}

function millisecondsOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 600))
    throw new UsageError('--timeout is a number of seconds, 600 at most.');
  return seconds * 1000;
}
