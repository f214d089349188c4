/** `crm-followers/policy`: the rules alone, for backends and tests. No DOM, no dependencies. */
export * from './core/intent.ts';
export * from './core/policy.ts';
export * from './core/reason.ts';
export * from './core/record.ts';
