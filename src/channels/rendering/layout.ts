/** Sets the parts of an e-mail into the one layout. Nothing gets in unescaped but what markdown.ts made of Markdown. */
import { type BrandChoices, DEFAULT_COLOR, textOn } from '../../domain/brand.js';
import type { Severity } from '../../domain/vocabulary.js';
import { escapeHtml, flowingHtml } from './html.js';
import { LAYOUT } from './layout.generated.js';
import { MarkdownHtml } from './markdown.js';
import { bdiOf, oneLine } from './one-line.js';

/** What an e-mail may consist of, from top to bottom; what is absent or empty is not there. */
export interface Page {
  locale: string;
  subject: string;
  businessName: string;
  brand: BrandChoices;
  /** Colours the edge of a page that asks for attention. */
  severity?: Severity;
  eyebrow?: string;
  paragraphs?: readonly string[];
  action?: string | null;
  key?: { label: string; value: string } | null;
  /** What to do with it, in both forms. */
  instructions?: { title: string; html: MarkdownHtml; text: string } | null;
  rows?: readonly { label: string; value: string }[];
  lines?: readonly { time: string; title: string; url: string }[];
  more?: string | null;
  /** The one thing to do. */
  button?: Action | null;
  /** What else there is, as links below it. */
  links?: readonly Action[];
  footer: string;
  footerLinks?: readonly Action[];
}

/** A button or a link of a message. */
export interface Action {
  label: string;
  url: string;
}

const ATTENTION: Partial<Record<Severity, string>> = { WARNING: '#a15c00', CRITICAL: '#b3261e' };
const MUTED = '#5b6470';

export function renderHtml(page: Page): string {
  const { brand, severity = 'INFO' } = page;
  const color = brand.color ?? DEFAULT_COLOR;
  const { paragraphs = [], rows = [], lines = [] } = page;
  return fill(NODES, {
    locale: page.locale,
    subject: page.subject,
    title: page.subject,
    preview: paragraphs.join(' ') || page.subject,
    business: brandName(page),
    color,
    onColor: textOn(color),
    edge: ATTENTION[severity] ?? color,
    mark: ATTENTION[severity] ?? MUTED,
    severity,
    logo: brand.logoUrl ? [{ logoUrl: brand.logoUrl }] : [],
    name: brand.logoUrl ? [] : [{}],
    eyebrow: page.eyebrow ? [{ eyebrow: page.eyebrow }] : [],
    paragraphs: paragraphs.map((text) => ({ text })),
    action: page.action ? [{ action: page.action }] : [],
    key: page.key ? [{ key: page.key.value, keyLabel: page.key.label }] : [],
    instructions: page.instructions
      ? [{ instructionsTitle: page.instructions.title, markdown: page.instructions.html }]
      : [],
    table: rows.length > 0 ? [{ rows: rows.map(({ label, value }) => ({ label, value })) }] : [],
    list: lines.length > 0 ? [{ lines: lines.map(({ time, title, url }) => ({ time, title, url })) }] : [],
    more: page.more ? [{ more: page.more }] : [],
    button: page.button ? [{ ...page.button }] : [],
    links: (page.links ?? []).map(({ label, url }) => ({ label, url })),
    footer: page.footer,
    footerLink: (page.footerLinks ?? []).map(({ label, url }) => ({ label, url })),
  });
}

/** How the business is called above a text. */
function brandName({ brand, businessName }: Page): string {
  return brand.name ?? oneLine(businessName);
}

/** Slots that stand in an attribute or in the title of the document, where there can be no elements. */
const BARE: readonly string[] = ['subject', 'business', 'url', 'logoUrl'];

const escaped = (slot: string, text: string) => (BARE.includes(slot) ? escapeHtml(text) : bdiOf(flowingHtml(text)));

type Node = string | { slot: string } | { list: string; nodes: Node[] };
/** A list repeats its piece of the layout; inside one, slots of the page are known as well. */
interface Slots {
  [name: string]: string | MarkdownHtml | readonly Slots[];
}

const NODES = nodesOf(LAYOUT);

function nodesOf(template: string): Node[] {
  const parts = template.split(/(\{\{\w+\}\}|<!--(\w+)-->[\s\S]*?<!--\/\2-->)/);
  return parts.flatMap((part, at): Node[] => {
    // Every third part is the name of a list, which the part before it has as well.
    if (at % 3 === 2 || part === '') return [];
    if (at % 3 === 0) return [part];
    const [, slot] = /^\{\{(\w+)\}\}$/.exec(part) ?? [];
    if (slot) return [{ slot }];
    const [, list = '', inner = ''] = /^<!--(\w+)-->([\s\S]*)<!--\/\w+-->$/.exec(part) ?? [];
    return [{ list, nodes: nodesOf(inner) }];
  });
}

const slotHtml = (slot: string, value: Slots[string] | undefined) =>
  value instanceof MarkdownHtml ? value.html : escaped(slot, String(value));

function fill(nodes: readonly Node[], slots: Slots): string {
  let html = '';
  for (const node of nodes) {
    if (typeof node === 'string') html += node;
    else if ('slot' in node) html += slotHtml(node.slot, slots[node.slot]);
    else for (const item of slots[node.list] as readonly Slots[]) html += fill(node.nodes, { ...slots, ...item });
  }
  return html;
}
