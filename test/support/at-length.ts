/** What is tried at random, or breaks, is tried more often by `npm run test:all` than with every change. */
export const atLength = process.env['AT_LENGTH'] !== undefined;
