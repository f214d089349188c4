/** The published program where there is nothing to test: what it says, and that it leaves the record as it was. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Body } from '../../src/conformance/ask.ts';
import { backendWith } from '../contract/mistakes/mistake.ts';
import { FOUR, run, start } from '../support/conformance.ts';
import { listenerOf, listenOn, type Loopback, serve } from '../support/loopback.ts';

const RECORD = ['--record', 'contact:c-empty'];
const TOKENS = ['--tokens', FOUR];

async function withBackend(backend: Promise<Loopback>, use: (base: string) => Promise<void>) {
  const { url, close } = await backend;
  try {
    await use(`${url}/api`);
  } finally {
    await close();
  }
}

/** What it prints where it can't even begin; nothing of it is a report. */
async function refusal(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(args);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  return stderr;
}

describe('a command line that makes no sense', { concurrency: 2 }, () => {
  const URL = 'http://127.0.0.1:9/api';
  const wrong: [args: string[], said: RegExp][] = [
    [[], /^Which backend\? Give its base URL/],
    [['crm.example', ...RECORD, ...TOKENS], /^"crm\.example" is no base URL/],
    [['ftp://crm.example/api', ...RECORD, ...TOKENS], /^"ftp:\/\/crm\.example\/api" is no base URL/],
    [[URL, ...TOKENS], /^--record type:id is needed/],
    [[URL, ...TOKENS, '--record', 'c1'], /^--record c1 is no type:id/],
    [[URL, ...RECORD, '--tokens', 'owner=x'], /^--tokens admin=… is needed/],
    [
      [URL, ...RECORD, '--tokens', 'admin=x,boss=secret'],
      /^--tokens has no role "boss"\. Roles are admin, owner/,
    ],
    [[URL, ...RECORD, '--tokens', 'secret'], /^--tokens is not role=…\. Roles are/],
    [[URL, ...RECORD, ...TOKENS, '--header', 'X-Key'], /^--header is a name and a value with \{token\}/],
    [[URL, ...RECORD, ...TOKENS, '--timeout', 'soon'], /^--timeout is a number of seconds/],
    [[URL, ...RECORD, ...TOKENS, '--only', 'ownr'], /^There is neither a level nor a case called "ownr"/],
    [[URL, ...RECORD, ...TOKENS, '--verbose'], /--verbose/],
  ];
  for (const [args, said] of wrong) {
    it(`is refused with a sentence: ${args.slice(-2).join(' ') || 'nothing at all'}`, async () => {
      const stderr = await refusal(args);
      assert.match(stderr, said);
      assert.doesNotMatch(stderr, /secret/);
      assert.match(stderr, /\nSay --help for more\.\n$/);
    });
  }

  it('is helped where it asks for help', async () => {
    const { code, stdout } = await run(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: crm-followers-conformance <base-url> --tokens/);
  });
});

describe('a backend that can not be tested', { concurrency: 2 }, () => {
  it('is not there', async () => {
    const { url, close } = await serve(() => new Response());
    await close();
    assert.equal(await refusal([`${url}/api`, ...RECORD, ...TOKENS]), `Nothing listens at ${url}.\n`);
  });

  it('has a name that nobody knows', async () => {
    const stderr = await refusal(['http://no-such-host.invalid/api', ...RECORD, ...TOKENS]);
    assert.match(stderr, /no-such-host\.invalid/);
    assert.doesNotMatch(stderr, /\bat .*\.js/);
  });

  it('answers with a page', async () => {
    const page = listenOn((_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<h1>Welcome'),
    );
    await withBackend(page, async (base) => {
      const stderr = await refusal([base, ...RECORD, ...TOKENS]);
      assert.match(stderr, /answers with a page \(text\/html\)\. Is this the endpoint/);
    });
  });

  it('sends everybody to its sign-in', async () => {
    const redirect = listenOn((_, response) => response.writeHead(302, { Location: '/login' }).end());
    await withBackend(redirect, async (base) => {
      assert.match(await refusal([base, ...RECORD, ...TOKENS]), /leads elsewhere \(302 to \/login\)/);
    });
  });

  it('never answers', async () => {
    const hanging = listenOn(() => {});
    await withBackend(hanging, async (base) => {
      const stderr = await refusal([base, ...RECORD, ...TOKENS, '--timeout', '0.3']);
      assert.match(stderr, /^http:\/\/127\.0\.0\.1:\d+ has not answered within 0\.3 s\.\n$/);
    });
  });

  it('begins to answer and never ends', async () => {
    const dripping = listenOn((_, response) => void response.writeHead(200).write('{'));
    await withBackend(dripping, async (base) => {
      const stderr = await refusal([base, ...RECORD, ...TOKENS, '--timeout', '0.3']);
      assert.match(stderr, /has not answered within 0\.3 s\.\n$/);
    });
  });

  it('knows neither a token nor the record', async () => {
    await withBackend(serve(backendWith({})), async (base) => {
      const asNobody = ['--tokens', 'admin=admin,owner=let-me-in'];
      assert.equal(
        await refusal([base, ...RECORD, ...asNobody]),
        'The token for owner is not accepted (401).\n',
      );
      assert.match(
        await refusal([base, ...TOKENS, '--record', 'contact:c404']),
        /^contact:c404 is not found by admin: 404 \(not-found\)\./,
      );
      const twice = ['--tokens', 'admin=admin,owner=owner,follower=owner'];
      assert.match(
        await refusal([base, ...RECORD, ...twice]),
        /^The tokens for owner and follower belong to the same/,
      );
      assert.match(
        await refusal([base, ...TOKENS, '--record', 'contact:c-unowned']),
        /^contact:c-unowned has no owner\./,
      );
    });
  });

  it('says so to programs, too', async () => {
    const { code, stdout } = await run(['http://no-such-host.invalid/api', ...RECORD, ...TOKENS, '--json']);
    assert.equal(code, 2);
    assert.match(JSON.parse(stdout).error, /no-such-host\.invalid/);
  });
});

describe('a run that does not come to its end', { concurrency: 2 }, () => {
  it('puts the record back when it is interrupted', async () => {
    const answer = backendWith({});
    let interrupt = () => {};
    let requests = 0;
    const backend = serve((request) => {
      // In the middle of a full list.
      if (request.method === 'PUT' && ++requests === 20) interrupt();
      return answer(request);
    });
    await withBackend(backend, async (base) => {
      const started = start([base, ...RECORD, ...TOKENS]);
      ({ interrupt } = started);
      const { code, stdout } = await started.ended;
      assert.equal(code, 130);
      assert.match(
        stdout,
        /^Interrupted after \d+ of \d+ cases\.\ncontact:c-empty has the owner and the followers/,
      );
      const path = '/records/contact/c-empty/followers';
      const left: Body = await (
        await fetch(base + path, { headers: { Authorization: 'Bearer admin' } })
      ).json();
      assert.deepEqual([left.owner.id, left.followers], ['owner', []]);
    });
  });

  it('asks no more of a backend that has stopped answering, and says what it could not put back', async () => {
    const listener = listenerOf(backendWith({}));
    let left = 60;
    const dying = listenOn((request, response) => {
      if (left-- > 0) listener(request, response);
      else request.socket.destroy();
    });
    await withBackend(dying, async (base) => {
      const { code, stdout, stderr } = await run([base, ...RECORD, ...TOKENS]);
      assert.equal(code, 1);
      assert.match(stdout, /Not asked: the backend has stopped answering\./);
      assert.match(
        stderr,
        /^contact:c-empty could not be put back as it was: http\S+ can't be reached: .+\n$/,
      );
    });
  });

  it('waits where it is told to, and goes on', async () => {
    const answer = backendWith({});
    let isLate = true;
    const busy = serve((request) => {
      if (!request.url.includes('/users') || !isLate) return answer(request);
      isLate = false;
      return new Response('{"status":429,"code":"rate-limited"}', {
        status: 429,
        headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '0' },
      });
    });
    await withBackend(busy, async (base) => {
      const { code, stdout } = await run([base, ...RECORD, ...TOKENS, '--only', 'search-empty']);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /✔ required +1 passed/);
    });
  });
});
