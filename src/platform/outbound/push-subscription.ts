/** A browser's push subscription (W3C Push API): how to read one, and which hosts are allowed in it. */
import { ECDH } from 'node:crypto';
import { makeReason } from '../../domain/reasons.js';
import { type OutboundGuard, OutboundRefused } from './guard.js';

export interface PushSubscription {
  endpoint: string;
  /** base64url: the browser's P-256 point (65 bytes) and its secret (16 bytes), RFC 8291. */
  keys: { p256dh: string; auth: string };
}

/** Chrome and most others · Safari · Firefox · Edge. Browsers use no others, but a client could send any URL. */
const PUSH_SERVICES =
  /^(fcm\.googleapis\.com|([a-z0-9-]+\.)+push\.apple\.com|updates\.push\.services\.mozilla\.com|([a-z0-9-]+\.)+notify\.windows\.com)$/;

/**
 * Reads `JSON.stringify(subscription)` of a browser.
 * @throws OutboundRefused with one sentence, if it is no subscription or its host is no push service.
 */
export function readSubscription(text: string, guard: OutboundGuard): PushSubscription {
  const { endpoint, keys } = parsedSubscription(text);
  if (typeof endpoint !== 'string' || !isPoint(keys?.p256dh) || !isSecret(keys?.auth))
    throw new OutboundRefused(makeReason('PUSH_SUBSCRIPTION_INVALID'));
  const url = guard.checkUrl(endpoint);
  if (!PUSH_SERVICES.test(url.hostname) && !guard.names(url))
    throw new OutboundRefused(makeReason('PUSH_SERVICE_UNKNOWN', { host: url.hostname }));
  const bare = (key: string) => key.replace(/=+$/, '');
  return { endpoint: url.toString(), keys: { p256dh: bare(keys.p256dh), auth: bare(keys.auth) } };
}

interface Loose {
  endpoint?: unknown;
  keys?: { p256dh?: unknown; auth?: unknown };
}

function parsedSubscription(text: string): Loose {
  try {
    return (JSON.parse(text) as Loose | null) ?? {};
  } catch {
    return {};
  }
}

/** A point that is not on the curve would fail at every send. */
function isPoint(key: unknown): key is string {
  if (typeof key !== 'string' || !/^[\w-]{87}=?$/.test(key)) return false;
  try {
    ECDH.convertKey(key, 'prime256v1', 'base64url', 'base64url', 'uncompressed');
    return true;
  } catch {
    return false;
  }
}

const isSecret = (key: unknown): key is string => typeof key === 'string' && /^[\w-]{22}(==)?$/.test(key);
