/**
 * What a business wrote in Markdown (CommonMark, with GitHub's bare links), for an e-mail: as HTML that is safe by making,
 * and as text. No HTML of its own, no pictures (they become links), no links but to the web.
 */
import { Lexer, type Token, type Tokens } from 'marked';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { memoize } from '../../i18n/memoize.js';
import { escapeHtml } from './html.js';

/** Characters of a text. */
const LONGEST = 5_000;
/** Lists in quotes in lists: deeper ones nobody can read. */
const DEEPEST = 12;

/**
 * A line that begins more lists and quotes than anybody reads: the parser takes tenths of a second for a page of them. One of dashes or
 * stars alone is a rule.
 */
const RULE = '[ \\t]*([-*])(?:[ \\t]*\\1)+[ \\t]*$';
const BEGINS = '[ \\t]*(?:>|[-*+][ \\t]|\\d{1,9}[.)][ \\t])';
const DEEP_LINE = new RegExp(`^(?!${RULE})(?:${BEGINS}){${2 * DEEPEST},}`, 'm');

/** The only markup that the layout of a mail takes as it is: nobody but this class can make one. */
export class MarkdownHtml {
  private constructor(readonly html: string) {}

  static of(markdown: string): MarkdownHtml {
    return new MarkdownHtml(blocksHtml(tokensOf(markdown)));
  }
}

/** @throws RangeError on what `markdownFaults` finds too deep. */
export function renderMarkdown(markdown: string): { html: MarkdownHtml; text: string } {
  return rendered(markdown);
}

/** Each mail about a product has the same one. */
const rendered = memoize(
  (markdown: string) => ({ html: MarkdownHtml.of(markdown), text: blocksText(tokensOf(markdown)) }),
  200,
);

/** Why it cannot be saved; empty where it can. */
export function markdownFaults(markdown: string): Reason[] {
  if (markdown.trim() === '') return [makeReason('TEMPLATE_EMPTY')];
  if (markdown.length > LONGEST) return [makeReason('TEMPLATE_TOO_LONG', { asked: markdown.length, most: LONGEST })];
  if (/[^\P{Cc}\t\r\n]/u.test(markdown)) return [makeReason('TEMPLATE_CONTROL_CHARACTERS')];
  const tokens = DEEP_LINE.test(markdown) ? null : everyToken(markdown);
  if (tokens === null) return [makeReason('MARKDOWN_TOO_DEEP', { most: DEEPEST })];
  const links = tokens.filter((token): token is Tokens.Link | Tokens.Image => ['link', 'image'].includes(token.type));
  const bad = links.map(({ href }) => href).filter((href) => webLink(href) === null);
  return [...new Set(bad)].map((href) => makeReason('MARKDOWN_LINK', { text: href.slice(0, 200) }));
}

const tokensOf = (markdown: string): Token[] => new Lexer({ gfm: true }).lex(markdown.replaceAll('\r\n', '\n'));

/** With those inside of others; null where they are too deep. The parser itself ends at some thousand levels. */
function everyToken(markdown: string): Token[] | null {
  const all: Token[] = [];
  try {
    let level = tokensOf(markdown);
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > 2 * DEEPEST) return null;
      all.push(...level);
      level = level.flatMap(insideOf);
    }
    return all;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const insideOf = (token: Token): Token[] =>
  token.type === 'list' ? (token as Tokens.List).items : 'tokens' in token ? (token.tokens ?? []) : [];

/** An address of the web without a login in it; null for any other (mail, scripts, files, places of this page). */
function webLink(href: string): string | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  const safe = url && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
  return safe ? url.href : null;
}

const CODE = 'background:rgba(127,127,127,.16);border-radius:4px;font-family:ui-monospace,Menlo,Consolas,monospace';

const blocksHtml = (tokens: readonly Token[]): string => tokens.map(blockHtml).join('');

function blockHtml(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'heading':
      return `<h3 dir="auto" style="margin:4px 0 8px;font-size:16px">${inlineHtml(token.tokens)}</h3>`;
    case 'code':
      return `<pre style="margin:0 0 12px;padding:10px 12px;white-space:pre-wrap;overflow-wrap:anywhere;${CODE}">${escapeHtml(token.text)}</pre>`;
    case 'blockquote':
      return `<blockquote style="margin:0 0 12px;padding:0 0 0 12px;border-left:3px solid #9aa0a6">${blocksHtml(token.tokens ?? [])}</blockquote>`;
    case 'hr':
      return '<hr style="margin:0 0 12px;border:0;border-top:1px solid #9aa0a6">';
    case 'list':
      return listHtml(token as Tokens.List);
    // Of an item of a list, in one line.
    case 'text':
      return token.tokens ? inlineHtml(token.tokens) : escapeHtml(token.text);
    case 'checkbox':
      return checkbox(token as Tokens.Checkbox);
    case 'paragraph':
      return `<p dir="auto" style="margin:0 0 12px">${inlineHtml(token.tokens)}</p>`;
    // Tables, and HTML: as they were written.
    default:
      return `<p dir="auto" style="margin:0 0 12px;white-space:pre-wrap">${escapeHtml(token.raw.trim())}</p>`;
  }
}

function listHtml({ ordered, start, items }: Tokens.List): string {
  const [tag, first] = ordered ? ['ol', start === '' || start === 1 ? '' : ` start="${Number(start)}"`] : ['ul', ''];
  const inner = items.map(({ tokens }) => `<li dir="auto" style="margin:0 0 4px">${blocksHtml(tokens)}</li>`).join('');
  return `<${tag}${first} style="margin:0 0 12px;padding:0 0 0 24px">${inner}</${tag}>`;
}

const checkbox = ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ ');

const inlineHtml = (tokens: readonly Token[] = []): string => tokens.map(spanHtml).join('');

function spanHtml(token: Token): string {
  switch (token.type) {
    case 'strong':
      return `<strong>${inlineHtml(token.tokens)}</strong>`;
    case 'em':
      return `<em>${inlineHtml(token.tokens)}</em>`;
    case 'del':
      return `<s>${inlineHtml(token.tokens)}</s>`;
    case 'br':
      return '<br>';
    case 'codespan':
      return `<code style="padding:1px 4px;overflow-wrap:anywhere;${CODE}">${escapeHtml(token.text)}</code>`;
    case 'link':
    case 'image':
      return linkHtml(token as Tokens.Link | Tokens.Image);
    case 'checkbox':
      return checkbox(token as Tokens.Checkbox);
    default:
      return escapeHtml('text' in token ? token.text : token.raw);
  }
}

function linkHtml({ href, text, tokens }: Tokens.Link | Tokens.Image): string {
  const url = webLink(href);
  const label = inlineHtml(tokens) || escapeHtml(text);
  // The colour is that of the text around it, in light and dark.
  return url === null ? label : `<a href="${escapeHtml(url)}" style="color:inherit">${label || escapeHtml(url)}</a>`;
}

const blocksText = (tokens: readonly Token[]): string =>
  tokens
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');

function blockText(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'def':
      return '';
    case 'code':
      return indented(token.text, '    ');
    case 'blockquote':
      return indented(blocksText(token.tokens ?? []), '> ');
    case 'hr':
      return '---';
    case 'list':
      return listText(token as Tokens.List);
    case 'heading':
    case 'paragraph':
      return inlineText(token.tokens);
    case 'text':
      return token.tokens ? inlineText(token.tokens) : token.text;
    case 'checkbox':
      return checkbox(token as Tokens.Checkbox);
    default:
      return token.raw.trim();
  }
}

function listText({ ordered, start, items }: Tokens.List): string {
  return items
    .map(({ tokens }, at) => {
      const mark = ordered ? `${(start === '' ? 1 : Number(start)) + at}. ` : '- ';
      // The box of a task stands in the line of what is to be done.
      const [box, ...inner] = tokens[0]?.type === 'checkbox' ? tokens : [null, ...tokens];
      const blocks = inner.flatMap((token) => (token ? blockText(token) || [] : []));
      const [first = '', ...others] = blocks.join('\n').split('\n');
      return [
        `${mark}${box ? blockText(box) : ''}${first}`,
        ...others.map((line) => `${' '.repeat(mark.length)}${line}`),
      ].join('\n');
    })
    .join('\n');
}

const indented = (text: string, by: string) =>
  text
    .split('\n')
    .map((line) => `${by}${line}`)
    .join('\n');

const inlineText = (tokens: readonly Token[] = []): string => tokens.map(spanText).join('');

function spanText(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'checkbox') return checkbox(token as Tokens.Checkbox);
  if (token.type === 'link' || token.type === 'image') {
    const { href, text, tokens } = token as Tokens.Link | Tokens.Image;
    const [url, label] = [webLink(href), inlineText(tokens) || text];
    return url === null || label === url || label === href ? label : `${label} (${url})`.trim();
  }
  if ('tokens' in token && token.tokens) return inlineText(token.tokens);
  return 'text' in token ? token.text : token.raw;
}
