/** Push in the local run: keys for browsers that are made once, and where no real FCM is set, a stand-in for it. */
import { generateKeyPairSync } from 'node:crypto';
import { type PushEnvironment, type PushSettings, pushSettings } from '../platform/outbound/push-settings.js';
import { Secret } from '../platform/secrets/secret.js';

/** The path of the stand-in: FCM's own paths and the token endpoint lie below it. */
export const PUSH_STAND_IN = '/dev/push';

export interface KeptVapid {
  publicKey: string;
  privateKey: string;
}

/**
 * @param url where this program listens
 * @param vapid what an earlier start made; settings come first
 */
export function localPush(env: PushEnvironment, publicUrl: string, url: string, vapid: KeptVapid): PushSettings {
  const set = env.VAPID_PUBLIC_KEY || env.VAPID_PRIVATE_KEY;
  const keys = set ? {} : { VAPID_PUBLIC_KEY: vapid.publicKey, VAPID_PRIVATE_KEY: new Secret(vapid.privateKey) };
  const settings = pushSettings({ ...env, ...keys }, publicUrl);
  return settings.fcm ? settings : { ...settings, fcm: standIn(`${url}${PUSH_STAND_IN}`) };
}

/** Its key opens nothing, and lasts as long as the process. */
function standIn(baseUrl: string): NonNullable<PushSettings['fcm']> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return {
    baseUrl,
    account: {
      project_id: 'local',
      client_email: 'tocsin@localhost',
      private_key: new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
      token_uri: `${baseUrl}/token`,
    },
  };
}
