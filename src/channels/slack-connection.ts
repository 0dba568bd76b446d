/**
 * "Connect your Slack workspace": OAuth 2 with the scope `incoming-webhook`. The person picks the channel there, and Slack gives
 * a hook for it (https://docs.slack.dev/authentication/installing-with-oauth).
 */
import { z } from 'zod';
import { makeReason } from '../domain/reasons.js';
import type { ChannelConnection } from './channel.js';

const CARRIER = 'SLACK';

const ANSWER = z.union([
  z.object({
    ok: z.literal(true),
    team: z.object({ name: z.string() }).nullish(),
    incoming_webhook: z.object({
      url: z.string(),
      channel: z.string(),
      configuration_url: z
        .url({ protocol: /^https?$/ })
        .nullish()
        .catch(null),
    }),
  }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

export const SLACK_CONNECTION: ChannelConnection = {
  settings: ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'],

  authorizeUrl({ clientId, baseUrl }, { redirectUrl, state }) {
    const asked = { client_id: clientId, scope: 'incoming-webhook', redirect_uri: redirectUrl, state };
    return `${baseUrl}/oauth/v2/authorize?${new URLSearchParams(asked)}`;
  },

  async exchange({ clientId, clientSecret, baseUrl }, { redirectUrl, code }, http) {
    const form = { client_id: clientId, client_secret: clientSecret.reveal(), redirect_uri: redirectUrl, code };
    const { status, body } = await http.send({
      method: 'POST',
      url: `${baseUrl}/api/oauth.v2.access`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
    });
    // Refusals come with status 200, too.
    const answer = ANSWER.safeParse(readJson(body)).data;
    if (!answer) return makeReason('CONNECT_UNREADABLE', { carrier: CARRIER, status });
    if (!answer.ok) return makeReason('CONNECT_REFUSED', { carrier: CARRIER, error: answer.error.slice(0, 80) });
    const { url, channel, configuration_url } = answer.incoming_webhook;
    return { url, room: channel, team: answer.team?.name ?? null, manageUrl: configuration_url ?? null };
  },
};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
