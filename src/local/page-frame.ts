// The frame of the local run's own pages (/dev/…): one small document without anything from outside, light or dark.
import { createHash } from 'node:crypto';
import { contentPolicy } from '../api/pages/security-headers.js';
import { escapeHtml } from '../channels/rendering/html.js';
import type { Formatter } from '../i18n/formatter.js';
import type { MessageKey } from '../i18n/messages.js';

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

/** The colours, sizes and places of the web app (web/src/tokens.css, web/src/shell), so that both are one house. */
const STYLE = `
:root { color-scheme: light dark; --ink: #1c1e21; --dim: #5b6169; --line: #dee2e6; --back: #f6f6f4; --card: #fff; --mark: #1f4fd8; --here: #e9edfb; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9eaec; --dim: #a9adb3; --line: #3a3e44; --back: #14171a; --card: #1b1e22; --mark: #9db7ff; --here: #232c47; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 14px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
.bar { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: .5rem; height: 56px; padding: 0 1rem; background: var(--card); border-bottom: 1px solid var(--line); }
.bar a { display: inline-flex; align-items: center; gap: .5rem; color: inherit; font-size: 1.125rem; font-weight: 700; text-decoration: none; }
.bar .dim { margin-inline-start: auto; }
svg { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.shell { display: grid; grid-template-columns: 232px minmax(0, 1fr); min-height: calc(100vh - 56px); }
.shell > nav { padding: .75rem; background: var(--card); border-inline-end: 1px solid var(--line); }
.shell > nav ul { position: sticky; top: calc(56px + .75rem); list-style: none; margin: 0; padding: 0; }
.shell > nav li + li { border: 0; }
.shell > nav a { display: block; padding: .5rem .75rem; border-radius: 8px; color: inherit; text-decoration: none; }
.shell > nav a:hover { background: color-mix(in srgb, var(--ink) 6%, transparent); }
.shell > nav a[aria-current] { background: var(--here); color: var(--mark); font-weight: 600; }
main { max-width: 72rem; padding: 1.25rem; min-width: 0; }
h1, h2 { font-size: 1.5rem; font-weight: 650; margin: 0 0 .75rem; overflow-wrap: anywhere; }
a { color: var(--mark); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
time, .dim { color: var(--dim); font-size: .87rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media (max-width: 47.99em) {
  .shell { display: block; min-height: 0; }
  .shell > nav { padding: .5rem; border: 0; border-bottom: 1px solid var(--line); }
  .shell > nav ul { position: static; display: flex; flex-wrap: wrap; }
  main { padding: .75rem; }
}
`;

const MARK =
  '<svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3.5a6 6 0 0 0-6 6V14l-2 3.5h16L18 14V9.5a6 6 0 0 0-6-6zM10 20.5h4"/></svg>';
const PLACES = [
  { path: '/dev', label: 'local.run' },
  { path: '/dev/mailbox', label: 'local.mails' },
  { path: '/dev/slack', label: 'channel.SLACK.label' },
  { path: '/dev/push', label: 'channel.PUSH.label' },
] as const satisfies readonly { path: string; label: MessageKey }[];

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
  /** In whose language it is. */
  formatter: Formatter;
  title: string;
  /** Which of the places it is, or belongs to. */
  path: (typeof PLACES)[number]['path'];
  body: string;
  style: string;
  /** The part with `id="live"` is fetched again every 3 s. */
  refresh?: boolean;
}

/** A whole HTML document. */
export function renderPage({ formatter, title, path, body, style, refresh }: PageParts): string {
  const text = (key: MessageKey) => escapeHtml(formatter.text(key));
  const places = PLACES.map(
    (one) => `<li><a href="${one.path}"${one.path === path ? ' aria-current="page"' : ''}>${text(one.label)}</a></li>`,
  );
  return `<!doctype html>
<html lang="${formatter.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Tocsin</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${STYLE}${style}${NARROW}</style>
</head>
<body>
<header class="bar"><a href="/">${MARK}Tocsin</a><span class="dim">${text('local.aside')}</span></header>
<div class="shell">
<nav aria-label="${text('local.run')}"><ul>${places.join('')}</ul></nav>
<main>
${body}
</main>
</div>
${refresh ? `<script>${REFRESH}</script>` : ''}
</body>
</html>
`;
}

/** A time (ISO 8601) for people, to the second, in UTC. */
export function renderTime(at: string): string {
  return `<time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(0, 19).replace('T', ' '))} UTC</time>`;
}
