/** The contract on SQL. */
import { after } from 'node:test';
import { closePglite, freshSqlRepository } from '../support/pglite.ts';
import { runCases } from './run-cases.ts';

after(closePglite);
runCases(freshSqlRepository);
