// The frame of the local run's own pages (/dev/…): one small document without anything from outside, light or dark.
import { createHash } from 'node:crypto';
import { contentPolicy } from '../api/pages/security-headers.js';
import { escapeHtml } from '../channels/rendering/html.js';

const REFRESH_MS = 3_000;

// Swaps only the element with the id "live", so that scroll position and focus stay.
const REFRESH = `
setInterval(async () => {
  if (document.hidden) return;
  try {
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(page, 'text/html').getElementById('live');
    const shown = document.getElementById('live');
    if (!fresh || fresh.innerHTML === shown.innerHTML) return;
    const focused = document.activeElement?.getAttribute('href');
    shown.innerHTML = fresh.innerHTML;
    if (focused) shown.querySelector('[href="' + CSS.escape(focused) + '"]')?.focus({ preventScroll: true });
  } catch {}
}, ${REFRESH_MS});
`;

/**
 * The Content-Security-Policy of these pages. Mail HTML inherits it in its frame: no scripts but our own, nothing loaded from
 * other hosts (so opening a mail triggers no tracking).
 */
export const PAGE_POLICY = contentPolicy({
  'script-src': [`'sha256-${createHash('sha256').update(REFRESH).digest('base64')}'`],
  'style-src': ["'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
});

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1b22; --dim: #62606e; --line: #dddbe4; --back: #f7f6f9; --card: #fff; --mark: #a8400f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceaf2; --dim: #a5a2b3; --line: #36343f; --back: #17161b; --card: #211f27; --mark: #ffa06b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { display: flex; gap: 1.25rem; align-items: baseline; flex-wrap: wrap; }
header strong { letter-spacing: .02em; }
h1 { font-size: 1.3rem; margin: 0 0 .75rem; overflow-wrap: anywhere; }
a { color: var(--mark); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
time, .dim { color: var(--dim); font-size: .87rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
`;

/** After a page's own style: on a phone the cells of a row stand below each other, since columns would be a word wide. */
const NARROW = `
@media (max-width: 34rem) {
  tbody, tr, th[scope=row], td { display: block; width: auto; }
  table tr { padding: .45rem .9rem; }
  table th[scope=row], table td { padding: 0; }
  tr:has(th:not([scope])) { display: none; }
}
`;

/** What a page consists of; `body` and `style` are trusted markup, `title` is text. */
export interface PageParts {
  title: string;
  body: string;
  style: string;
  /** The part with `id="live"` is fetched again every 3 s. */
  refresh?: boolean;
}

/** A whole HTML document. */
export function renderPage({ title, body, style, refresh }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Tocsin</title>
<style>${STYLE}${style}${NARROW}</style>
</head>
<body>
<header><strong>Tocsin, local run</strong><nav aria-label="Captured messages"><a href="/dev/mailbox">Mails</a> · <a href="/dev/slack">Slack</a> · <a href="/dev/push">Push</a></nav></header>
<main>
${body}
</main>
${refresh ? `<script>${REFRESH}</script>` : ''}
</body>
</html>
`;
}

/** A time (ISO 8601) for people, to the second, in UTC. */
export function renderTime(at: string): string {
  return `<time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(0, 19).replace('T', ' '))} UTC</time>`;
}
