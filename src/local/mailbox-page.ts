// The pages of the local mailbox: /dev/mailbox and /dev/mailbox/:id.
import { escapeHtml } from '../channels/rendering/html.js';
import type { Formatter } from '../i18n/formatter.js';
import type { MessageKey } from '../i18n/messages.js';
import type { Mail, MailSummary } from './mailbox.js';
import { renderPage, renderTime } from './page-frame.js';

const LIST_STYLE = `
ul { list-style: none; margin: 0; padding: 0; }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; padding: .7rem 1rem; color: inherit; text-decoration: none; }
li a:hover { background: color-mix(in srgb, var(--mark) 8%, transparent); }
li a:focus-visible { outline-offset: -2px; }
.subject { font-weight: 600; overflow-wrap: anywhere; }
.people { grid-column: 1 / -1; overflow-wrap: anywhere; }
.empty { padding: 2.5rem 1rem; text-align: center; }
@media (max-width: 34rem) { li a { grid-template-columns: 1fr; } }
`;

const MAIL_STYLE = `
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .9rem; margin: 0 0 1rem; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
fieldset { position: relative; border: 0; margin: 0; padding: 0; min-width: 0; }
legend, input[type=radio] { position: absolute; opacity: 0; pointer-events: none; }
label { display: inline-block; padding: .35rem .9rem; border-radius: 8px 8px 0 0; cursor: pointer; color: var(--dim); }
input:checked + label { color: var(--ink); font-weight: 600; box-shadow: inset 0 -2px var(--mark); }
input:focus-visible + label { outline: 2px solid var(--mark); outline-offset: -2px; }
.panel { display: none; }
fieldset:has(#show-html:checked) .html, fieldset:has(#show-text:checked) .text,
fieldset:has(#show-headers:checked) .headers, fieldset:has(#show-raw:checked) .raw { display: block; }
.panel pre { padding: 1rem; }
iframe { display: block; width: 100%; height: 75vh; border: 0; background: #fff; color-scheme: light; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem; font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
th { color: var(--dim); white-space: nowrap; }
tr + tr { border-top: 1px solid var(--line); }
`;

/** /dev/mailbox: the mails, newest first as `Mailbox.list` gives them; new ones appear by themselves. */
export function mailListPage(mails: readonly MailSummary[], formatter: Formatter): string {
  const lines = mails.map((mail) => mailLine(mail, formatter)).join('\n');
  const empty = `<p class="empty dim">${escapeHtml(formatter.text('local.noMail'))}</p>`;
  const count = escapeHtml(formatter.text('local.mailCount', { count: mails.length }));
  const title = formatter.text('local.mails');
  return renderPage({
    formatter,
    title,
    path: '/dev/mailbox',
    style: LIST_STYLE,
    refresh: true,
    body: `<h1>${escapeHtml(title)}</h1>
<div id="live"><p class="dim" role="status">${count}</p>
<div class="card">${mails.length ? `<ul>\n${lines}\n</ul>` : empty}</div></div>`,
  });
}

function mailLine({ id, at, from, to, subject }: MailSummary, formatter: Formatter): string {
  return `<li><a href="/dev/mailbox/${encodeURIComponent(id)}"><span class="subject">${subjectText(subject, formatter)}</span>
${renderTime(at)}<span class="people dim">${escapeHtml(from)} → ${escapeHtml(to)}</span></a></li>`;
}

function subjectText(subject: string, formatter: Formatter): string {
  return escapeHtml(subject || formatter.text('local.noSubject'));
}

/** /dev/mailbox/:id: one mail as HTML (in a frame that runs no scripts), text, headers and raw. */
export function mailPage(mail: Mail, formatter: Formatter): string {
  const text = (key: MessageKey) => escapeHtml(formatter.text(key));
  const shown = mail.html === null ? 'text' : 'html';
  const panels = [
    mail.html !== null && panel('html', 'HTML', htmlFrame(mail.html, formatter), shown),
    mail.text !== null && panel('text', text('local.text'), `<pre>${escapeHtml(mail.text)}</pre>`, shown),
    panel(
      'headers',
      text('local.headers'),
      headerTable(mail.headers),
      mail.html === null && mail.text === null ? 'headers' : shown,
    ),
    panel('raw', text('local.raw'), `<pre>${escapeHtml(mail.raw)}</pre>`, shown),
  ].filter((entry) => entry !== false);
  return renderPage({
    formatter,
    title: mail.subject || formatter.text('local.noSubject'),
    path: '/dev/mailbox',
    style: MAIL_STYLE,
    body: `<p><a href="/dev/mailbox">${text('local.allMails')}</a></p>
<h1>${subjectText(mail.subject, formatter)}</h1>
<dl><dt>${text('local.from')}</dt><dd>${escapeHtml(mail.from)}</dd><dt>${text('local.to')}</dt><dd>${escapeHtml(mail.to)}</dd><dt>${text('local.received')}</dt><dd>${renderTime(mail.at)}</dd></dl>
<fieldset><legend>${text('local.showAs')}</legend>
${panels.map(({ tab }) => tab).join('\n')}
<div class="card">${panels.map(({ content }) => content).join('\n')}</div>
</fieldset>`,
  });
}

function panel(name: string, label: string, content: string, shown: string): { tab: string; content: string } {
  const checked = name === shown ? ' checked' : '';
  return {
    tab: `<input type="radio" name="show" id="show-${name}"${checked}><label for="show-${name}">${label}</label>`,
    content: `<div class="panel ${name}">${content}</div>`,
  };
}

/** Links open in a new tab, as in a mail program; the sandbox allows nothing else, scripts least of all. */
function htmlFrame(html: string, formatter: Formatter): string {
  const content = escapeHtml(`<base target="_blank">${html}`);
  return `<iframe title="${escapeHtml(formatter.text('local.asHtml'))}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${content}"></iframe>`;
}

function headerTable(headers: Mail['headers']): string {
  const rows = headers.map(
    ({ name, value }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<table><tbody>${rows.join('\n')}</tbody></table>`;
}
