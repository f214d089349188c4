/** The package's entry: registers the elements and exports what a host may use. */
import './define.ts';

export type { Check, Role, Situation } from './core/policy.ts';
export { Problem, type ProblemCode, type ProblemInit } from './core/problem.ts';
export type { Denial, Reason, Verdict } from './core/reason.ts';
export type { Can, Follower, RecordRef, Snapshot, Source, User, Viewer } from './core/record.ts';
export type { Outcome, Result } from './core/result.ts';
export type {
  Adapter,
  CallOptions,
  LoosePage,
  LooseSnapshot,
  OwnerChange,
  Page,
  SearchOptions,
} from './data/adapter.ts';
export { restAdapter, type RestOptions } from './data/rest-adapter.ts';
export type { Users } from './data/source.ts';
export { CrmFollowers } from './elements/crm-followers.ts';
export { CrmFollowersProvider } from './elements/crm-followers-provider.ts';
export type {
  AccessChangeDetail,
  BeforeChangeDetail,
  CrmFollowersEventMap,
  FollowersChangeDetail,
  OwnerChangeDetail,
  ProblemDetail,
  UnsavedDetail,
} from './elements/events.ts';
export type { Saved } from './elements/saving.ts';
export { describeResults } from './locales/describe.ts';
export type { Message, MessageKey } from './locales/languages.ts';
export type { MessageOverrides } from './locales/messages.ts';
