/** Pages of the local run that show what happened: the overview at / and one event at /events/:id. Everything is escaped. */
import { escapeHtml } from '../channels/rendering/html.js';
import type { Attempt, Delivery } from '../core/delivery/delivery.entity.js';
import type { Event } from '../core/ingest/event.entity.js';
import { ENGLISH } from '../i18n/labels.js';
import { reasonText } from '../i18n/reason-text.js';
import { renderPage, renderTime } from './page-frame.js';

const STYLE = `
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .45rem .9rem; overflow-wrap: anywhere; }
th { color: var(--dim); font-weight: 500; font-size: .87rem; white-space: nowrap; }
tr + tr { border-top: 1px solid var(--line); }
.card { overflow-x: auto; margin: 0 0 1.25rem; }
.status { font-weight: 600; white-space: nowrap; }
pre { padding: 1rem; }
`;

export interface OverviewLinks {
  label: string;
  url: string;
  help: string;
}

/** /: where everything is, and the newest events. */
export function overviewPage(links: OverviewLinks[], events: { event: Event; summary: string }[]): string {
  const places = links.map(
    (link) =>
      `<tr><td><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></td><td class="dim">${escapeHtml(link.help)}</td></tr>`,
  );
  const rows = events.map(
    ({ event, summary }) =>
      `<tr><td>${renderTime(event.receivedAt.toISOString())}</td><td><a href="/events/${event.id}">${escapeHtml(summary)}</a><br><span class="dim">${escapeHtml(event.type)}</span></td><td class="status">${event.status}</td></tr>`,
  );
  return renderPage({
    title: 'Overview',
    style: STYLE,
    refresh: true,
    body: `<h1>Where everything is</h1><div class="card"><table>${places.join('')}</table></div>
<h1>Newest events</h1><div class="card" id="live"><table>${rows.join('') || '<tr><td>None yet: npm run send -- payment.failed</td></tr>'}</table></div>`,
  });
}

export interface EventPageParts {
  event: Event;
  summary: string;
  payload: string;
  workflowUrl: string | null;
  deliveries: { delivery: Delivery; attempts: Attempt[] }[];
}

/** /events/:id: what came, who was told and why, each attempt. */
export function eventPage({ event, summary, payload, workflowUrl, deliveries }: EventPageParts): string {
  const rows = deliveries.map(
    ({ delivery, attempts }) =>
      `<tr><td>${escapeHtml(delivery.sentTo)}</td><td>${escapeHtml(delivery.channel)}</td><td class="status">${delivery.status}</td>` +
      `<td>${escapeHtml(reasonText(ENGLISH, delivery.reason ?? delivery.because))}${attempts.map(attemptLine).join('')}</td></tr>`,
  );
  const run = workflowUrl ? ` · <a href="${escapeHtml(workflowUrl)}">its run in Temporal</a>` : '';
  return renderPage({
    title: summary,
    style: STYLE,
    body: `<p><a href="/">Overview</a></p><h1>${escapeHtml(summary)}</h1>
<p class="dim">${escapeHtml(event.type)} · ${event.status} · occurred ${renderTime(event.occurredAt.toISOString())} · ${escapeHtml(event.id)}${run}</p>
<div class="card"><table><tr><th>Who</th><th>Channel</th><th>Outcome</th><th>Why</th></tr>${rows.join('')}</table></div>
<details><summary>The event as it came</summary><div class="card"><pre>${escapeHtml(payload)}</pre></div></details>`,
  });
}

function attemptLine(attempt: Attempt): string {
  const code = attempt.statusCode === null ? '' : ` ${attempt.statusCode}`;
  const detail = attempt.detail ? escapeHtml(reasonText(ENGLISH, attempt.detail)) : '';
  return `<br><span class="dim">try ${attempt.number}: ${escapeHtml(attempt.outcome)}${code} in ${attempt.durationMs} ms ${detail}</span>`;
}
