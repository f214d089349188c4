/** The contract on the repository in memory. */
import { fixedData } from '../../demo/server/data/fixed.ts';
import { memoryRepository } from '../../demo/server/memory/repository.ts';
import { runCases } from './run-cases.ts';

runCases(async () => memoryRepository(fixedData()));
