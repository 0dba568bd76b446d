/** Addresses that somebody may copy from a chat, told apart before the first message would fail at them. */
import { makeReason, type Reason } from '../domain/reasons.js';

interface HookPlace {
  /** All hosts of the carrier. */
  host: RegExp;
  /** Whether an address there takes messages. */
  takes(url: URL): boolean;
  /** How one begins that does, for people. */
  beginning: string;
}

const isSlackHook = ({ hostname, pathname }: URL) =>
  /^hooks\.slack(-gov)?\.com$/.test(hostname) && /^\/services(\/[^/]+){3}\/?$/.test(pathname);

const PLACES: Readonly<Record<string, HookPlace>> = {
  SLACK: {
    host: /(^|\.)slack(-gov)?\.com$/,
    takes: isSlackHook,
    beginning: 'https://hooks.slack.com/services/…',
  },
  DISCORD: {
    host: /(^|\.)discord(app)?\.com$|^discord\.gg$/,
    takes: ({ pathname }) => /^\/api(\/v\d+)?\/webhooks\/\d+\/[^/]+(\/(slack|github))?\/?$/.test(pathname),
    beginning: 'https://discord.com/api/webhooks/…',
  },
  TEAMS: {
    host: /(^|\.)(webhook\.office\.com|logic\.azure\.(com|us|cn)|api\.powerplatform\.(com|us|cn)|teams\.(microsoft\.com|cloud\.microsoft|live\.com))$/,
    takes: ({ hostname }) => !/^teams\./.test(hostname),
    beginning: 'https://….api.powerplatform.com/powerautomate/…',
  },
  LOOPS: {
    host: /(^|\.)loops\.so$/,
    takes: ({ pathname }) => pathname.startsWith('/api/'),
    beginning: 'https://app.loops.so/api/…',
  },
};

/** Slack's webhook triggers, of old workflows and of new ones. */
const STARTS_WORKFLOW = /^\/(workflows|triggers)\//;

/**
 * Why this address takes no messages of the channel; null where it may: another server can speak as a chat does, and a webhook
 * goes wherever its owner wants.
 */
export function hookFault(channel: string, url: URL): Reason | null {
  const place = PLACES[channel];
  const [owner, of] = Object.entries(PLACES).find(([, { host }]) => host.test(url.hostname)) ?? [];
  if (!place || !owner || !of) return null;
  if (owner !== channel) return makeReason('HOOK_OF_ANOTHER', { carrier: owner, channel });
  if (of.takes(url)) return null;
  const { beginning } = of;
  return channel === 'SLACK' && STARTS_WORKFLOW.test(url.pathname)
    ? makeReason('HOOK_STARTS_WORKFLOW', { beginning })
    : makeReason('HOOK_TAKES_NO_MESSAGES', { carrier: channel, beginning });
}
