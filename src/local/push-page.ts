// /dev/push: the messages for phones that the stand-in for FCM took, as a phone would show them.
import { escapeHtml } from '../channels/rendering/html.js';
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
export function pushPage(pushes: readonly CapturedPush[]): string {
  const empty = '<p class="dim">No push yet. What Tocsin sends to phones appears here.</p>';
  return renderPage({
    title: 'Push',
    path: '/dev/push',
    style: STYLE,
    refresh: true,
    body: `<h1>Push</h1>\n<div id="live">${pushes.map(renderPush).join('\n') || empty}</div>`,
  });
}

function renderPush({ at, body }: CapturedPush): string {
  const { token, notification, data } = (body as { message?: Message } | null)?.message ?? {};
  const text = (value: unknown) => escapeHtml(typeof value === 'string' ? value : '');
  const link = typeof data?.link === 'string' && /^https?:/.test(data.link) ? data.link : null;
  const open = link ? `<p><a href="${escapeHtml(link)}">Open</a></p>` : '';
  return `<article class="card note"><p class="dim">${renderTime(at)} · ${text(data?.severity)} · device ${text(token)}</p>
<p><strong>${text(notification?.title)}</strong>${text(notification?.body)}</p>
${open}<details><summary>What was posted</summary><pre>${escapeHtml(JSON.stringify(body, null, 2) ?? '')}</pre></details></article>`;
}
