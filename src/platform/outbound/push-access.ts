/** What sending a push needs at hand, made once per process: tokens of Google are kept in it. */
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
  /** For the hosts of these two only: they are the operator's choice, wherever they lie. */
  http: OutboundClient;
}

/** Null: not set up. */
export interface PushAccess {
  fcm: Fcm | null;
  vapid: VapidKeys | null;
}

export function openPush({ fcm, vapid }: PushSettings): PushAccess {
  if (!fcm) return { fcm, vapid };
  const { account, baseUrl } = fcm;
  const hosts = [baseUrl, account.token_uri].map((url) => new URL(url).host);
  const http = new OutboundClient(new OutboundGuard(hosts));
  return { fcm: { projectId: account.project_id, baseUrl, token: new GoogleToken(account, http), http }, vapid };
}
