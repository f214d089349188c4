#!/usr/bin/env node
/**
 * `crm-followers-conformance`: runs the contract's cases against any backend.
 *
 * Whatever happens in between, and Ctrl+C too, the record is put back before the process ends.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { VERSION } from '../version.ts';
import type { Case, RecordRef } from './case.ts';
import { cases } from './cases/index.ts';
import { NothingToTest } from './kit/answer.ts';
import { castOf, COLLEAGUES } from './kit/cast.ts';
import { findPeople } from './kit/directory.ts';
import { connect, type Host, Interrupted, Unanswered } from './kit/host.ts';
import { meet, type Met } from './kit/meet.ts';
import { HELP, type Options, parse, UsageError } from './kit/options.ts';
import { isConforming, levelOf, levelsOf, reportForPeople, reportForPrograms } from './kit/report.ts';
import { inWords, type Result, runCases } from './kit/run.ts';
import { MOST_PLACES, type Subjects, subjectsOf } from './kit/subjects.ts';

const FAILED = 1;
const UNTESTED = 2;
const INTERRUPTED = 130;

const { stdout, stderr } = process;
const write = (text: string) => stdout.write(`${text}\n`);

/** Resolves with the exit code. */
async function main(): Promise<number> {
  const command = parse(process.argv.slice(2), process.env);
  if ('show' in command) {
    write(command.show === 'help' ? HELP.trimEnd() : VERSION);
    return 0;
  }
  const options = command.run;
  const host = connect(options);
  onInterrupt(() => host.interrupt());
  try {
    return await test(options, host);
  } catch (error) {
    if (error instanceof Interrupted) return INTERRUPTED;
    if (!(error instanceof NothingToTest || error instanceof Unanswered)) throw error;
    if (options.json) write(JSON.stringify({ error: error.message }, undefined, 2));
    else stderr.write(`${error.message}\n`);
    return UNTESTED;
  }
}

async function test(options: Options, host: Host): Promise<number> {
  const chosen = choose(options.only);
  const met = await meet(host, options);
  const subjects = await subjectsFor(options, host, met);
  const offered = chosen.filter(({ features }) => features.every((feature) => met.claimed.has(feature)));
  const results: Result[] = [];
  let notRestored: string | undefined;
  try {
    for await (const result of runCases(offered, host, options, subjects)) {
      results.push(result);
      if (stderr.isTTY) stderr.write(`\r${results.length} of ${offered.length} `);
    }
  } finally {
    if (stderr.isTTY) stderr.write('\r\u001b[K');
    host.resume();
    notRestored = await putBack(subjects);
    if (notRestored)
      stderr.write(`${nameOf(options.record)} could not be put back as it was: ${notRestored}\n`);
  }

  const levels = levelsOf(chosen, results, met.claimed);
  const isComplete = results.length === offered.length;
  if (options.json) write(reportForPrograms(options, levels, results, isComplete, notRestored));
  else if (isComplete)
    write(reportForPeople(options, levels, results, stdout.isTTY && !process.env['NO_COLOR']));
  else write(`Interrupted after ${results.length} of ${offered.length} cases.`);
  if (!options.json && !notRestored)
    write(`${nameOf(options.record)} has the owner and the followers that it had.`);
  if (!isComplete) return INTERRUPTED;
  return isConforming(levels) && !notRestored ? 0 : FAILED;
}

async function subjectsFor(options: Options, host: Host, { ids, snapshot }: Met): Promise<Subjects> {
  const { length } = snapshot.followers;
  if (length > 0 && !options.yes) {
    throw new NothingToTest(
      `${nameOf(options.record)} has ${length} followers. A run takes them off and puts them back, but since when and by what they follow is lost. Name a record that nobody follows, or add --yes.`,
    );
  }
  const known = [...Object.values(ids), snapshot.owner.id];
  const places = snapshot.limit <= MOST_PLACES ? snapshot.limit : 0;
  const found = await findPeople(host, options.record, known, places + COLLEAGUES);
  return subjectsOf(host, options, castOf(options, ids, found), snapshot);
}

/** Resolves with why it could not be done, after a few attempts where the backend does not answer. */
async function putBack(subjects: Subjects): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await subjects.restore();
      return undefined;
    } catch (error) {
      if (!(error instanceof Unanswered) || attempt === 3) return inWords(error as Error);
      await wait(1000);
    }
  }
}

const nameOf = ({ type, id }: RecordRef) => `${type}:${id}`;

/** The cases that are asked for. Throws `UsageError`. */
function choose(only: readonly string[]): readonly Case[] {
  const isNamed = (each: Case, name: string) => each.id === name || levelOf(each) === name;
  const unknown = only.find((name) => !cases.some((each) => isNamed(each, name)));
  if (unknown !== undefined) throw new UsageError(`There is neither a level nor a case called "${unknown}".`);
  return only.length > 0 ? cases.filter((each) => only.some((name) => isNamed(each, name))) : cases;
}

/** The first Ctrl+C ends the run in order, a second one at once. */
function onInterrupt(interrupt: () => void): void {
  let count = 0;
  const handle = () => {
    count++;
    if (count > 1) process.exit(INTERRUPTED);
    stderr.write('\nPutting the record back …\n');
    interrupt();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  stderr.write(`${error.message}\nSay --help for more.\n`);
  process.exitCode = UNTESTED;
}
