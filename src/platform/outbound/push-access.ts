/** The carriers of push, made once per process: Google's access tokens are cached in them. */
import { GoogleToken } from './google-token.js';
import { OutboundGuard } from './guard.js';
import { OutboundClient } from './http.js';
import type { PushSettings, VapidKeys } from './push-settings.js';

/** How FCM is reached. */
export interface Fcm {
  projectId: string;
  /** Without a slash at its end. */
  baseUrl: string;
  token: GoogleToken;
  /** For the hosts of these two URLs only, which may be internal: the operator chose them. */
  http: OutboundClient;
}

/** Null: not configured. */
export interface PushAccess {
  fcm: Fcm | null;
  vapid: VapidKeys | null;
}

export function openPush({ fcm, vapid }: PushSettings): PushAccess {
  if (!fcm) return { fcm, vapid };
  const { account, baseUrl } = fcm;
  const hosts = [baseUrl, account.token_uri].map((url) => new URL(url).host);
  const http = new OutboundClient(new OutboundGuard(hosts), { keepsConnections: true });
  return { fcm: { projectId: account.project_id, baseUrl, token: new GoogleToken(account, http), http }, vapid };
}
