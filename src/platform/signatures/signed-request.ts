import type { Reason } from '../../domain/reasons.js';

/** A request as it arrived: header names in any case, the body as raw bytes that no parser has touched. */
export interface SignedRequest {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Whether a request is from who it says. `reason` is for the person who set the webhook up. */
export type Verdict = { ok: true } | { ok: false; reason: Reason };
