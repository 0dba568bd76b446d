/** The overview of the local run, at /dev. Everything is escaped. */
import { escapeHtml } from '../channels/rendering/html.js';
import type { Event } from '../core/ingest/event.entity.js';
import type { Formatter } from '../i18n/formatter.js';
import type { MessageKey } from '../i18n/messages.js';
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
  /** As the terminal says it. */
  label: string;
  /** As the page does, in the reader's language; left out: it is a name. */
  title?: MessageKey;
  url: string;
  help: MessageKey;
}

/** /dev: where everything is, and the newest events. */
export function overviewPage(
  links: OverviewLinks[],
  events: { event: Event; summary: string }[],
  formatter: Formatter,
): string {
  const text = (key: MessageKey) => escapeHtml(formatter.text(key));
  const none = escapeHtml(formatter.text('local.noEvent', { command: 'npm run send -- payment.failed' }));
  const places = links.map(
    (link) =>
      `<tr><td><a href="${escapeHtml(link.url)}">${link.title ? text(link.title) : escapeHtml(link.label)}</a></td><td class="dim">${text(link.help)}</td></tr>`,
  );
  const rows = events.map(
    ({ event, summary }) =>
      `<tr><td>${renderTime(event.receivedAt.toISOString())}</td><td><a href="/events/${event.id}">${escapeHtml(summary)}</a><br><span class="dim">${escapeHtml(event.type)}</span></td><td class="status">${text(`web.events.status.${event.status}`)}</td></tr>`,
  );
  return renderPage({
    formatter,
    title: formatter.text('local.run'),
    path: '/dev',
    style: STYLE,
    refresh: true,
    body: `<h1>${text('local.where')}</h1><div class="card"><table>${places.join('')}</table></div>
<h2>${text('local.newest')}</h2><div class="card" id="live"><table>${rows.join('') || `<tr><td>${none}</td></tr>`}</table></div>`,
  });
}
