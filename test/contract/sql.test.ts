/** The contract on SQL. */
import { after } from 'node:test';
import { closeSql, freshSqlRepository } from '../support/sql.ts';
import { runCases } from './run-cases.ts';

after(closeSql);
runCases(freshSqlRepository);
