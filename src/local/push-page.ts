// /dev/push: the messages for phones that the stand-in for FCM took, as a phone would show them.
import { escapeHtml } from '../channels/rendering/html.js';
import type { Formatter } from '../i18n/formatter.js';
import type { MessageKey } from '../i18n/messages.js';
import { DOT } from '../i18n/typography.js';
import { renderPage, renderTime } from './page-frame.js';

const STYLE = `
.note { padding: .9rem 1rem; margin-bottom: 1rem; }
.note p { margin: 0 0 .4rem; overflow-wrap: anywhere; }
.note strong { display: block; }
details { margin-top: .6rem; }
summary { cursor: pointer; color: var(--dim); font-size: .87rem; }
`;

/** A captured call of FCM. */
export interface CapturedPush {
  /** ISO 8601. */
  at: string;
  /** The JSON that was posted. */
  body: unknown;
}

interface Message {
  token?: unknown;
  notification?: { title?: unknown; body?: unknown };
  data?: { link?: unknown; severity?: unknown };
}

/** The page with all messages, in the given order; new ones appear by themselves. Bodies may be anything. */
export function pushPage(pushes: readonly CapturedPush[], formatter: Formatter): string {
  const empty = `<p class="dim">${escapeHtml(formatter.text('local.noPush'))}</p>`;
  const title = formatter.text('channel.PUSH.label');
  const all = pushes.map((push) => renderPush(push, formatter)).join('\n');
  return renderPage({
    formatter,
    title,
    path: '/dev/push',
    style: STYLE,
    refresh: true,
    body: `<h1>${escapeHtml(title)}</h1>\n<div id="live">${all || empty}</div>`,
  });
}

function renderPush({ at, body }: CapturedPush, formatter: Formatter): string {
  const { token, notification, data } = (body as { message?: Message } | null)?.message ?? {};
  const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
  const text = (value: unknown) => escapeHtml(textOf(value));
  const word = (key: MessageKey) => escapeHtml(formatter.text(key));
  const device = escapeHtml(formatter.text('local.device', { token: textOf(token) }));
  const critical = data?.severity === 'CRITICAL' ? `${word('web.bell.critical')}${DOT}` : '';
  const link = typeof data?.link === 'string' && /^https?:/.test(data.link) ? data.link : null;
  const open = link ? `<p><a href="${escapeHtml(link)}">${word('local.open')}</a></p>` : '';
  return `<article class="card note"><p class="dim">${renderTime(at)}${DOT}${critical}${device}</p>
<p><strong>${text(notification?.title)}</strong>${text(notification?.body)}</p>
${open}<details><summary>${word('local.posted')}</summary><pre>${escapeHtml(JSON.stringify(body, null, 2) ?? '')}</pre></details></article>`;
}
