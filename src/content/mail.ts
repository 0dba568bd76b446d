/** The e-mail of one event for one reader: subject, HTML and a text part people like to read. */
import { PHRASES } from '../domain/labels.js';
import type { Severity } from '../domain/vocabulary.js';
import { escapeHtml } from './html.js';
import { type EventTexts, fillText, oneLine } from './texts.js';

export interface Mail {
  subject: string;
  html: string;
  text: string;
}

export interface MailContext {
  businessName: string;
  /** The address that it goes to, named in the footer: why you get this. */
  destination: string;
  /** Where the event can be seen. */
  link: string;
}

const ACCENTS: Record<Severity, string> = { INFO: '#2f6f4f', WARNING: '#a15c00', CRITICAL: '#b3261e' };

export function mailOf(texts: EventTexts, context: MailContext): Mail {
  const why = fillText(PHRASES.whyYouGetThis[texts.locale], texts.locale, {
    destination: oneLine(context.destination),
    eventType: texts.eventTypeName,
    business: oneLine(context.businessName),
  });
  return { subject: texts.title, html: htmlOf(texts, context, why), text: textOf(texts, context, why) };
}

function textOf(texts: EventTexts, context: MailContext, why: string): string {
  const width = Math.max(0, ...texts.rows.map((row) => columnsOf(row.label)));
  const rows = texts.rows.map((row) => `  ${row.label}${' '.repeat(width - columnsOf(row.label))}  ${row.value}`);
  const blocks = [
    texts.title,
    texts.body,
    texts.action && `→ ${texts.action}`,
    rows.join('\n'),
    context.link,
    `--\n${why}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** Chinese characters take two columns where text is set in a fixed width. */
function columnsOf(label: string): number {
  return label.length + (label.match(/\p{Script=Han}/gu)?.length ?? 0);
}

function htmlOf(texts: EventTexts, context: MailContext, why: string): string {
  const accent = ACCENTS[texts.severity];
  const rows = texts.rows.map(
    (row) =>
      `<tr><td class="muted" style="padding:6px 16px 6px 0;vertical-align:top;white-space:nowrap;color:#5b6470">${escapeHtml(row.label)}</td>` +
      `<td style="padding:6px 0;overflow-wrap:anywhere">${escapeHtml(row.value)}</td></tr>`,
  );
  const action = texts.action
    ? `<p style="margin:0 0 16px;padding:12px 16px;border-left:4px solid ${accent};background:#f6f5f1" class="panel">${escapeHtml(texts.action)}</p>`
    : '';
  const table =
    rows.length > 0
      ? `<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px;margin:0 0 20px">${rows.join('')}</table>`
      : '';
  return `<!doctype html>
<html lang="${texts.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(texts.title)}</title>
<style>@media (prefers-color-scheme:dark){body,.page{background:#14171a!important;color:#e8e6e1!important}.card{background:#1e2226!important}.muted{color:#9aa3ad!important}.panel{background:#272c31!important}}</style></head>
<body class="page" style="margin:0;background:#efede8;color:#1c2024;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="background:#efede8"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="max-width:560px;background:#ffffff;border-radius:10px;border-top:4px solid ${accent}"><tr><td style="padding:28px">
<p class="muted" style="margin:0 0 4px;font-size:13px;color:#5b6470">${escapeHtml(context.businessName)} · ${escapeHtml(texts.eventTypeName)}</p>
<h1 style="margin:0 0 12px;font-size:21px;line-height:1.3">${escapeHtml(texts.title)}</h1>
<p style="margin:0 0 16px">${escapeHtml(texts.body)}</p>${action}${table}
<p style="margin:0"><a href="${escapeHtml(context.link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:${accent};color:#ffffff;text-decoration:none">${escapeHtml(PHRASES.openRecord[texts.locale])}</a></p>
</td></tr></table>
<p class="muted" style="max-width:560px;margin:16px auto 0;font-size:12px;color:#5b6470">${escapeHtml(why)}</p>
</td></tr></table></body></html>`;
}
