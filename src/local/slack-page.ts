// /dev/slack: the Slack posts that the local run captured, drawn much as Slack shows them.
import { escapeHtml } from '../channels/rendering/html.js';
import type { Formatter } from '../i18n/formatter.js';
import { DOT } from '../i18n/typography.js';
import { renderPage, renderTime } from './page-frame.js';

const STYLE = `
.post { padding: .9rem 1rem; margin-bottom: 1rem; }
.post > p:first-child { margin: 0 0 .5rem; overflow-wrap: anywhere; }
.message { white-space: pre-wrap; overflow-wrap: anywhere; }
.message.title, .heading { font-weight: 700; }
.heading { font-size: 1.15rem; }
.attachment { border-left: 4px solid var(--line); border-radius: 3px; padding: .1rem 0 .1rem .8rem; margin: .5rem 0; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .5rem 1rem; margin: .4rem 0; }
.fields .long { grid-column: 1 / -1; }
.button { display: inline-block; border: 1px solid var(--line); border-radius: 6px; padding: .2rem .7rem; margin: .3rem .4rem 0 0; }
code { font: 13px ui-monospace, monospace; color: var(--mark); }
hr { border: 0; border-top: 1px solid var(--line); }
blockquote { margin: 0; border-left: 4px solid var(--line); padding-left: .7rem; }
details { margin-top: .6rem; }
summary { cursor: pointer; color: var(--dim); font-size: .87rem; }
`;

// https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments
const NAMED_COLOURS: Record<string, string> = { good: '#2eb886', warning: '#daa038', danger: '#a30200' };

/** A captured call of a Slack webhook. */
export interface SlackPost {
  /** ISO 8601. */
  at: string;
  url: string;
  /** The JSON that was posted. */
  body: unknown;
}

type Fields = Record<string, unknown>;

/** The page with all posts, in the given order; new ones appear by themselves. Bodies may be anything. */
export function slackPage(posts: readonly SlackPost[], formatter: Formatter): string {
  const empty = `<p class="dim">${escapeHtml(formatter.text('local.noPost'))}</p>`;
  const title = formatter.text('channel.SLACK.label');
  const all = posts.map((post) => renderPost(post, formatter)).join('\n');
  return renderPage({
    formatter,
    title,
    path: '/dev/slack',
    style: STYLE,
    refresh: true,
    body: `<h1>${escapeHtml(title)}</h1>\n<div id="live">${all || empty}</div>`,
  });
}

function renderPost({ at, url, body }: SlackPost, formatter: Formatter): string {
  const message = objectOf(body);
  const blocks = objectsOf(message.blocks);
  // With blocks, Slack uses the text for the notification only.
  const text = blocks.length ? blocks.map((block) => renderBlock(block, formatter)).join('') : renderText(message.text);
  const attachments = objectsOf(message.attachments).map((one) => renderAttachment(one, formatter));
  const json = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return `<article class="card post"><p class="dim"><strong>${escapeHtml(roomName(url))}</strong>${DOT}${renderTime(at)}</p>
${text}${attachments.join('')}
<details><summary>${escapeHtml(formatter.text('local.posted'))}</summary><pre>${escapeHtml(json ?? '')}</pre></details></article>`;
}

/** As Slack writes it, where the hook says which. */
function roomName(url: string): string {
  const name = /\/hook\/([\w-]+)$/.exec(url)?.[1];
  return name ? `#${name}` : url;
}

function renderAttachment(attachment: Fields, formatter: Formatter): string {
  const { pretext, title, title_link: link, text, fallback, author_name: author, footer, ts } = attachment;
  const blocks = objectsOf(attachment.blocks)
    .map((block) => renderBlock(block, formatter))
    .join('');
  const heading = typeof title === 'string' && linkTo(String(link ?? ''), title);
  const fields = objectsOf(attachment.fields).map(renderField).join('');
  const time = Number(ts) > 0 ? renderTime(new Date(Math.min(Number(ts), 8.64e12) * 1000).toISOString()) : '';
  const below = [escapeHtml(String(footer ?? '')), time].filter(Boolean).join(DOT);
  const parts = [
    typeof author === 'string' ? `<div class="dim">${escapeHtml(author)}</div>` : '',
    heading ? `<div class="message title">${heading}</div>` : '',
    renderText(text) || (blocks || heading || fields ? '' : renderText(fallback)),
    fields && `<div class="fields">${fields}</div>`,
    blocks,
    below && `<div class="dim">${below}</div>`,
  ];
  const style = `border-left-color:${colourOf(attachment.color)}`;
  return `${renderText(pretext)}<div class="attachment" style="${style}">${parts.join('')}</div>`;
}

function renderField({ title, value, short }: Fields): string {
  const name = title === undefined ? '' : `<div class="message title">${escapeHtml(String(title))}</div>`;
  return `<div${short ? '' : ' class="long"'}>${name}${renderText(value)}</div>`;
}

/** The block types that notifications use; any other is named, so that it is not overlooked. */
function renderBlock(block: Fields, formatter: Formatter): string {
  const texts = objectsOf(block.fields).map((field) => `<div>${renderText(field.text)}</div>`);
  const elements = objectsOf(block.elements);
  switch (block.type) {
    case 'divider':
      return '<hr>';
    case 'header':
      return `<div class="heading">${renderText(objectOf(block.text).text)}</div>`;
    case 'section':
      return `${renderText(objectOf(block.text).text)}${texts.length ? `<div class="fields">${texts.join('')}</div>` : ''}`;
    case 'context':
      return `<div class="dim">${elements.map((element) => renderText(element.text)).join('')}</div>`;
    case 'actions':
      return elements.map((element) => `<span class="button">${buttonText(element)}</span>`).join('');
    default:
      return `<p class="dim">${escapeHtml(formatter.text('local.block', { type: String(block.type) }))}</p>`;
  }
}

function buttonText(element: Fields): string {
  return linkTo(String(element.url ?? ''), String(objectOf(element.text).text ?? element.type));
}

function renderText(text: unknown): string {
  if (typeof text !== 'string' || text === '') return '';
  return `<div class="message">${renderMrkdwn(text)}</div>`;
}

/** Slack's mrkdwn: `<link|label>`, *bold*, _italic_, ~strike~, `code`; `&amp; &lt; &gt;` are its only escapes. */
function renderMrkdwn(text: string): string {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]+`|<[^<>\n]+>)/)
    .map((part, index) => (index % 2 === 1 ? renderToken(part) : emphasize(escapeHtml(unescapeSlack(part)))))
    .join('');
}

function renderToken(token: string): string {
  if (token.startsWith('```')) return `<pre>${escapeHtml(unescapeSlack(token.slice(3, -3)))}</pre>`;
  if (token.startsWith('`')) return `<code>${escapeHtml(unescapeSlack(token.slice(1, -1)))}</code>`;
  const [target = '', label] = token.slice(1, -1).split('|', 2).map(unescapeSlack);
  return linkTo(target, label ?? target);
}

function emphasize(html: string): string {
  return html
    .replace(/(?<!\w)\*([^*\n]+)\*(?!\w)/g, '<strong>$1</strong>')
    .replace(/(?<!\w)_([^_\n]+)_(?!\w)/g, '<em>$1</em>')
    .replace(/(?<!\w)~([^~\n]+)~(?!\w)/g, '<s>$1</s>')
    .replace(/^&#62; ?(.*)$/gm, '<blockquote>$1</blockquote>');
}

function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function linkTo(target: string, label: string): string {
  if (!/^(https?:|mailto:)/i.test(target)) return escapeHtml(label);
  return `<a href="${escapeHtml(target)}" target="_blank" rel="noopener noreferrer">${escapeHtml(label)}</a>`;
}

function colourOf(colour: unknown): string {
  if (typeof colour !== 'string') return 'var(--line)';
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour)?.[1];
  return hex ? `#${hex}` : (NAMED_COLOURS[colour] ?? 'var(--line)');
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function objectsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}
