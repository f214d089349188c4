/** Live changes (feature `events`): what a stream begins with, what it tells of and to whom, and how it is resumed. */
import { type Answer, ask, enc, followerOf, followersOf, handOver, NOTHING, read, TOO_LONG } from '../ask.ts';
import type { Case, Context, Need, RecordRef, Situation } from '../case.ts';
import { equal, ok, problem, status } from '../expect.ts';
import { eventsOf, type Heard, type Listener, listening } from '../listening.ts';

const about = (
  id: string,
  title: string,
  record: Situation,
  needs: readonly Need[],
  run: Case['run'],
): Case => ({ id: `events${id && `-${id}`}`, title, features: ['events'], record, needs, run });

/** What was heard, in the order of the contract's members. */
const told = (heard: Heard | undefined) => heard && [heard.event, heard.data];
const changed = ({ type, id }: RecordRef, version: string) => ['changed', { type, id, version }];
const gone = ({ type, id }: RecordRef) => ['gone', { type, id }];

/** The next thing heard of a record is this. */
async function hears(listener: Listener, expected: unknown, what: string): Promise<void> {
  equal(told(await listener.next()), expected, what);
}

/** The version that an answer says the record has. */
function versionIn(answer: Answer): string {
  status(answer, 200, 201);
  return answer.body.record.version;
}

const add = (context: Context, userId: string) =>
  ask(context, 'admin', `PUT ${followerOf(context.record, userId)}`);
const remove = (context: Context, userId: string) =>
  ask(context, 'admin', `DELETE ${followerOf(context.record, userId)}`);

export const events: Case[] = [
  about('', 'begins with where the record stands', 'usual', ['owner'], async (context) => {
    const { record } = context;
    const { version } = (await read(context, 'owner')).record;
    await listening(context, 'owner', (listener) =>
      hears(listener, changed(record, version), 'the beginning'),
    );
  }),

  about(
    'unseen-is-absent',
    'tells alike of a record that is not visible and of one that does not exist, and nothing of what happens to it',
    'usual',
    ['restricted', 'colleague'],
    async (context) => {
      const { people, record } = context;
      const nothing = { records: [NOTHING] };
      await listening(context, 'restricted', (listener) => hears(listener, gone(NOTHING), 'absent'), nothing);
      await listening(context, 'restricted', async (listener) => {
        await hears(listener, gone(record), 'not visible');
        // Only once others have been told: of a change that they see by then, a listener may hear, too.
        await listening(context, 'admin', async (witness) => {
          await witness.next();
          const unseen = versionIn(await add(context, people.colleague));
          await hears(witness, changed(record, unseen), 'what others hear');
        });
        const version = versionIn(await add(context, people.restricted));
        await hears(listener, changed(record, version), 'what they hear once they see it');
      });
    },
  ),

  about(
    'foreign-is-absent',
    'tells of a record of another tenant as of one that does not exist',
    'usual',
    ['foreignRecord'],
    async (context) => {
      const { foreignRecord } = context;
      const foreign = { records: [foreignRecord] };
      await listening(
        context,
        'admin',
        (listener) => hears(listener, gone(foreignRecord), 'foreign'),
        foreign,
      );
    },
  ),

  about(
    'changed',
    'tells of each kind of change, and of the version it made',
    'usual',
    ['owner', 'follower', 'colleague'],
    async (context) => {
      const { people, record } = context;
      await listening(context, 'owner', async (listener) => {
        await listener.next();
        const changes = [
          () => add(context, people.colleague),
          () => remove(context, people.follower),
          () => handOver(context, 'admin', { userId: people.colleague, keepPrevious: true }),
        ];
        for (const change of changes) {
          const answer = await change();
          // Not every host can change owners.
          if (answer.status === 404 || answer.status === 405) continue;
          await hears(listener, changed(record, versionIn(answer)), 'the event');
        }
      });
    },
  ),

  about(
    'unchanged',
    'tells of nothing where nothing has changed',
    'usual',
    ['owner', 'follower', 'colleague'],
    async (context) => {
      const { people, record } = context;
      await listening(context, 'owner', async (listener) => {
        await listener.next();
        await add(context, people.follower);
        await remove(context, people.colleague);
        const version = versionIn(await add(context, people.colleague));
        await hears(listener, changed(record, version), 'the first event');
      });
    },
  ),

  about(
    'resume',
    'makes up for what was missed since the last event',
    'usual',
    ['owner', 'follower', 'colleague'],
    async (context) => {
      const { people, record } = context;
      let lastEventId = '';
      await listening(context, 'owner', async (listener) => {
        await listener.next();
        await add(context, people.colleague);
        await listener.next();
        lastEventId = listener.id;
      });
      const missed = versionIn(await remove(context, people.colleague));
      const back = async (listener: Listener) => {
        await hears(listener, changed(record, missed), 'what was missed');
        const version = versionIn(await remove(context, people.follower));
        await hears(listener, changed(record, version), 'and what happens then');
      };
      // Without ids each stream begins with where the record stands, which makes up for everything.
      await listening(context, 'owner', back, { lastEventId });
    },
  ),

  about('resume-unknown', 'says where it can’t go on from an id', 'usual', ['owner'], async (context) => {
    const headers = { 'Last-Event-ID': 'never-given-out' };
    const answer = await ask(context, 'owner', `GET ${eventsOf(context.record)}`, { headers });
    problem(answer, 410, 'feed-expired');
  }),

  about(
    'gone',
    'tells whoever loses sight of a record so, and nothing more of it',
    'usual',
    ['owner', 'restrictedFollower', 'follower', 'colleague'],
    async (context) => {
      const { people, record } = context;
      await listening(context, 'restrictedFollower', async (listener) => {
        await listener.next();
        await listening(context, 'owner', async (owner) => {
          await owner.next();
          await remove(context, people.restrictedFollower);
          await add(context, people.colleague);
          const unseen = versionIn(await remove(context, people.follower));
          await hears(listener, gone(record), 'the end of their sight');
          // Told only after it, what happened meanwhile would be told to somebody who sees it again.
          for (let heard; heard?.data.version !== unseen;) {
            heard = await owner.next();
            ok(heard, 'The stream of somebody who sees the record goes on.');
          }
        });
        const version = versionIn(await add(context, people.restrictedFollower));
        await hears(listener, changed(record, version), 'and its return');
      });
    },
  ),

  about(
    'resume-gone',
    'tells whoever comes back that they see a record no more',
    'usual',
    ['restrictedFollower', 'colleague'],
    async (context) => {
      const { people, record } = context;
      let lastEventId = '';
      await listening(context, 'restrictedFollower', async (listener) => {
        await listener.next();
        await add(context, people.colleague);
        await listener.next();
        lastEventId = listener.id;
      });
      await remove(context, people.restrictedFollower);
      const back = (listener: Listener) => hears(listener, gone(record), 'the beginning');
      await listening(context, 'restrictedFollower', back, { lastEventId });
    },
  ),

  about(
    'refused',
    'refuses somebody unknown, and requests that name no records',
    'usual',
    ['owner'],
    async (context) => {
      const { type, id } = context.record;
      await listening(context, 'owner', async () => {});
      problem(await ask(context, null, `GET ${eventsOf({ type, id })}`), 401, 'not-authenticated');
      const many = Array.from({ length: 1001 }, (_, i) => `record=${type}:${i}`).join('&');
      const wrong = ['', `record=${type}`, `record=Contact:${enc(id)}`, `record=${type}:${TOO_LONG}`, many];
      for (const query of wrong) {
        const response = await context.fetch('owner', `/events?${query}`);
        await response.body?.cancel();
        const what = `${query.slice(0, 80)}: expected 4xx, got ${response.status}`;
        ok(response.status >= 400 && response.status < 500, what);
      }
      status(await ask(context, 'owner', `GET ${followersOf(context.record)}`), 200);
    },
  ),
];
