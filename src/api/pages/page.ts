/** The frame of our pages: one document without anything from outside, or a way to be framed or listed, without scripts. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import { escapeHtml } from '../../channels/rendering/html.js';
import { type Formatter, formatterFor } from '../../i18n/formatter.js';
import { MESSAGES, type MessageKey } from '../../i18n/messages.js';
import { contentPolicy } from './security-headers.js';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1d21; --dim: #5b6470; --line: #d9d6cf; --back: #efede8; --card: #fff; --mark: #1f4fd8; --on: #fff; --note: #f3f1ec; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae6; --dim: #a9b0ba; --line: #3a3f46; --back: #14171a; --card: #1e2226; --mark: #8db0ff; --on: #10131a; --note: #282d33; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 36rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
main.wide { max-width: 60rem; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem; overflow-wrap: anywhere; }
.business, .dim { color: var(--dim); font-size: .9rem; margin: 0 0 .25rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
footer.dim { margin-top: 1.75rem; }
dl { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .35rem 1rem; margin: 0 0 1.25rem; }
dt { color: var(--dim); }
dd { margin: 0; }
.note { background: var(--note); border-left: 4px solid var(--mark); border-radius: 4px; padding: .75rem 1rem; margin: 0 0 1.25rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1.25rem; }
form.choices { display: block; }
fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 1rem; padding: .5rem 1rem .75rem; }
legend { font-weight: 600; padding: 0 .35rem; }
label { display: flex; flex-basis: 100%; gap: .6rem; align-items: baseline; padding: .3rem 0; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.1rem; border-radius: 8px; border: 2px solid var(--mark); background: transparent; color: var(--mark); cursor: pointer; }
button:first-child, form.choices button { background: var(--mark); color: var(--on); }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: .875rem; }
th:nth-child(1):nth-last-child(5), th:nth-child(4):nth-last-child(2) { width: 25%; }
th:nth-child(2):nth-last-child(4) { width: 10%; }
th:nth-child(3):nth-last-child(3) { width: 14%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--dim); font-weight: 500; }
a { color: var(--mark); }
a:focus-visible, summary:focus-visible, input:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
ol { list-style: none; margin: 0; padding: 0; }
li { padding: .4rem 0; border-bottom: 1px solid var(--line); }
time { color: var(--dim); font-size: .875rem; white-space: nowrap; }
td time { white-space: normal; }
li time { display: block; }
dd time { color: inherit; font-size: inherit; }
details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--mark); }
pre { white-space: pre-wrap; font: .8125rem/1.5 ui-monospace, monospace; }
input:not([type=checkbox]) { font: inherit; flex: 1 1 14rem; min-width: 0; min-height: 2.75rem; padding: .5rem .75rem; border: 2px solid var(--line); border-radius: 8px; background: var(--back); color: var(--ink); }
@media (max-width: 34rem) {
  main { padding: .5rem .5rem 2rem; }
  article { padding: 1rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin: 0 0 .6rem; }
  thead { display: none; }
  tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  td { display: grid; grid-template-columns: 7.5rem 1fr; gap: 0 .5rem; padding: .1rem 0; border: 0; }
  td:empty { display: none; }
  td::before { content: attr(data-name); color: var(--dim); overflow-wrap: break-word; hyphens: auto; }
}
@page { size: A4; margin: 16mm 14mm; }
@media print {
  :root { --ink: #000; --dim: #444; --line: #bbb; --back: #fff; --card: #fff; }
  body { font-size: 10pt; }
  main, main.wide { max-width: none; padding: 0; }
  article { border: 0; border-radius: 0; padding: 0; }
  thead { display: table-header-group; }
  tr, dl { break-inside: avoid; }
  h2, h3, h3 + p { break-after: avoid; }
}
`;

const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': contentPolicy({ 'style-src': [STYLE_HASH], 'form-action': ["'self'"] }),
  // The address is the key: it must not travel on, nor be listed.
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** For somebody of whom we know nothing but what their browser says. `asked`: the language that the address names. */
export function browserFormatter(headers: IncomingHttpHeaders, asked?: string): Formatter {
  return formatterFor({ locale: MESSAGES.regional(asked ?? headers['accept-language']), timeZone: 'UTC' });
}

export interface LinkPage {
  locale: string;
  /** Text. */
  title: string;
  /** Markup, with all that came from outside escaped. */
  body: string;
  wide?: boolean;
}

/** Answers with a page. */
export function sendPage(reply: FastifyReply, status: number, page: LinkPage): FastifyReply {
  return reply.code(status).headers(HEADERS).send(documentOf(page));
}

/** A whole HTML document. */
export function documentOf({ locale, title, body, wide }: LinkPage): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main${wide ? ' class="wide"' : ''}>
<article>
${body}
</article>
</main>
</body>
</html>
`;
}

interface HeadedPage {
  title: string;
  /** Left out: the title. */
  heading?: string;
  /** Who says it; left out: we. */
  business?: string;
  /** Markup below the heading. */
  rest: string;
}

export function headedPage(formatter: Formatter, parts: HeadedPage): LinkPage {
  const { title, heading = title, business = 'Tocsin', rest } = parts;
  const body = `<p class="business">${escapeHtml(business)}</p><h1>${escapeHtml(heading)}</h1>${rest}`;
  return { locale: formatter.locale, title, body };
}

/** Labels and values, one below the other. */
export function definitionList(rows: readonly { label: string; value: string }[]): string {
  return `<dl>${rows.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`;
}

/** `rows`: cells of markup. */
export function tableOf(
  columns: readonly MessageKey[],
  rows: readonly (readonly string[])[],
  formatter: Formatter,
): string {
  const names = columns.map((key) => escapeHtml(formatter.text(key)));
  const head = names.map((name) => `<th scope="col">${name}</th>`).join('');
  // On a phone each cell is a line that begins with the name of its column.
  const cell = (markup: string, at: number) => `<td data-name="${names[at]}">${markup && `<div>${markup}</div>`}</td>`;
  const body = rows.map((cells) => `<tr>${cells.map(cell).join('')}</tr>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
