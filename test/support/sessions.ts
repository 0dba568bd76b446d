/** Browsers that sign in to the web app. */
import type { Program } from './program.js';

/** POST /session as a page of ours sends it: a key, or the token of a link. */
export const signIn = (
  { url }: Pick<Program, 'url'>,
  shown: { key: string | null } | { link: string },
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify(shown),
  });
