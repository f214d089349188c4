/**
 * Why something is not allowed: one closed list, shared by the policy, the wire
 * (`reason` of a problem, `can.*`, `User.assignable`) and the sentences in `locales`.
 *
 * A host may send a reason that is not listed; it is shown with the host's own `detail`.
 */
export const REASONS = [
  'not-visible',
  'read-only',
  'followers-cannot-manage',
  'user-is-owner',
  'already-following',
  'user-inactive',
  'user-not-assignable',
  'check',
  'off',
  'follower-limit',
  'followers-cannot-change-owner',
  'owner-change-forbidden',
  'viewer-unknown',
  'offline',
] as const;

/** Machine code of a refusal; each has one plain sentence. */
export type Reason = (typeof REASONS)[number];

/** A refusal and, where somebody has already put it into words, their sentence. */
export interface Denial {
  readonly reason: Reason;
  /** A sentence from the host or the server, for people; shown instead of ours when present. */
  readonly detail?: string | undefined;
}

/** What a server says of a right or of a person: yes, no, or no with its reason. */
export type Verdict =
  boolean | { readonly reason?: string | undefined; readonly detail?: string | undefined };

/**
 * Reads a server's verdict. `fallback` names the refusal where the server gives no reason, or one
 * that is not on our list; only then its `detail` is kept, since for the others we have our own words.
 */
export function denialOf(verdict: Verdict, fallback: Reason): Denial | undefined {
  if (verdict === true) return undefined;
  if (verdict === false) return { reason: fallback };
  const reason = REASONS.find((known) => known === verdict.reason);
  return reason && reason !== 'check' ? { reason } : { reason: reason ?? fallback, detail: verdict.detail };
}
