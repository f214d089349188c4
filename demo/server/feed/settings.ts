/** How the feed of live changes is run; times are milliseconds. */
export interface FeedSettings {
  /** Between two looks into the log, while anybody listens. Changes made in this process are seen at once. */
  readonly pollMs: number;
  /** Between signs of life on a stream where nothing happens. */
  readonly heartbeatMs: number;
  /** Between two looks whether a listener is still signed in, with which rights, and sees the records. */
  readonly recheckMs: number;
  /** A stream ends after this long, or with the listener's sign-in; the client comes back for more. */
  readonly lifeMs: number;
  /** How long clients are asked to wait before they come back. */
  readonly retryMs: number;
  /** How far back a stream can be resumed. */
  readonly resumeMs: number;
  /** Events that are made up for one by one; who has missed more is told to read everything again. */
  readonly resumeEvents: number;
  readonly streamsPerUser: number;
  readonly recordsPerStream: number;
  /** A listener who leaves this much unread is cut off. */
  readonly bufferBytes: number;
}

export const FEED_SETTINGS: FeedSettings = {
  pollMs: 250,
  heartbeatMs: 15_000,
  recheckMs: 60_000,
  lifeMs: 30 * 60_000,
  retryMs: 2000,
  resumeMs: 24 * 60 * 60_000,
  resumeEvents: 1000,
  streamsPerUser: 6,
  recordsPerStream: 200,
  bufferBytes: 256 * 1024,
};
