/** Whether somebody is signed in. Who signs in, by key, token or link, gets a cookie that scripts cannot read (POST /session). */
import { useSyncExternalStore } from 'react';
import { t } from '../words/t.js';
import { reader } from './reader.js';
import { SIGN_IN_PATH } from './sign-in-path.js';

/** IN, or not known yet. OUT: an answer said so; the dialog stands over the page. */
type SessionState = 'IN' | 'OUT';

let state: SessionState = 'IN';
/** Why the link did not sign in. */
let refusal: string | null = null;
const listeners = new Set<() => void>();

function setSession(next: SessionState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

export const session = {
  over: () => setSession('OUT'),

  /** Somebody signed in in another tab of this browser. */
  back: () => setSession('IN'),

  /**
   * @param shown `{ key }`: an API key or a JWT; `{ link }`: the token of a sign-in link, which works once.
   * @returns the sentence of the server where it refuses; null: signed in.
   */
  async signIn(shown: { key: string } | { link: string }): Promise<string | null> {
    const answer = await ask('POST', shown);
    if (answer.ok) {
      setSession('IN');
      return null;
    }
    const { error } = (await answer.json().catch(() => ({}))) as { error?: string };
    return error ?? t('fault.act');
  },

  /** Takes the token of a sign-in link out of the address, and signs in by it; `?to=` is the page that it leads to. */
  async followLink(): Promise<void> {
    if (location.pathname !== SIGN_IN_PATH) return;
    const link = location.hash.slice(1);
    const to = new URLSearchParams(location.search).get('to') ?? '';
    // A page of ours, and no other place: never `//host`.
    history.replaceState(null, '', /^(\/[a-z-]+)+$/.test(to) ? to : '/');
    if (!link) return;
    try {
      // A browser that is signed in already stays so: whether it is, its first question tells.
      refusal = await session.signIn({ link });
    } catch {
      refusal = t('fault.network');
      setSession('OUT');
    }
  },

  /** The sentence for who followed a link in vain; null: nobody did. */
  refusal: () => refusal,

  /** Begins anew without anything of the former reader in memory. Gives the sentence to say where it could not. */
  async signOut(): Promise<string | null> {
    const answer = await ask('DELETE').catch(() => null);
    if (!answer?.ok) return t('fault.act');
    location.assign('/');
    return null;
  },
};

function ask(method: string, body?: object): Promise<Response> {
  const headers = { ...reader(), ...(body ? { 'content-type': 'application/json' } : {}) };
  return fetch('/session', { method, headers, body: body ? JSON.stringify(body) : undefined });
}

export function useSession(): SessionState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
