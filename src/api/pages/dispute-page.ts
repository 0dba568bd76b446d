/** The page behind a link of a message: what the dispute is about, how it stands, and two buttons. */
import { escapeHtml } from '../../channels/rendering/html.js';
import { formatDateTime } from '../../channels/rendering/moments.js';
import { factValues, fillText, oneLine, type Reader } from '../../channels/rendering/texts.js';
import type { Dispute } from '../../core/disputes/dispute.entity.js';
import type { ResponseKind } from '../../core/disputes/respond.js';
import { PAGE_WORDS, type PageWord, STATE_WORDS } from '../../domain/answer-words.js';
import type { FactKey, Facts } from '../../domain/facts.js';
import { factLabel } from '../../domain/labels.js';
import { type Locale, nearestLocale } from '../../domain/vocabulary.js';
import { type LinkPage, listOf } from './page.js';

export interface RespondView {
  reader: Reader;
  businessName: string;
  /** Of the event that the message was about. */
  facts: Facts;
  dispute: Pick<
    Dispute,
    | 'state'
    | 'respondBy'
    | 'respondByEstimated'
    | 'acknowledgedBy'
    | 'acknowledgedAt'
    | 'respondedBy'
    | 'respondedAt'
    | 'endedBy'
    | 'passedAt'
  >;
  /** What this link did before. */
  used: readonly string[];
  /** What became of the act, where the page is the answer to one. */
  outcome?: { word: PageWord; who?: string | null; at?: Date | null };
}

const ROWS: readonly FactKey[] = ['amount', 'customer', 'reason', 'stage', 'respondBy', 'dispute', 'payment'];

export function respondPage(view: RespondView): LinkPage {
  const { reader, dispute } = view;
  const locale = nearestLocale(reader.locale);
  const values = factValues(
    {
      ...view.facts,
      respondBy: dispute.respondBy?.toISOString() ?? null,
      respondByEstimated: dispute.respondByEstimated,
      respondByPast: dispute.passedAt !== null,
    },
    reader,
    locale,
  );
  const title = words('heading', locale, { amount: values.amount, customer: values.customer });
  const rows = ROWS.flatMap((key) => {
    const value = values[key];
    return value ? [{ label: factLabel(key, 'DISPUTES', locale), value }] : [];
  });
  const body = [
    `<p class="business">${escapeHtml(oneLine(view.businessName))}</p><h1>${escapeHtml(title)}</h1>`,
    ...notesOf(view, locale).map((note) => `<p class="note" role="status">${escapeHtml(note)}</p>`),
    listOf(rows),
    formOf(view, locale),
  ].join('\n');
  return { locale, title, body };
}

/** One sentence in place of the whole page: there is nothing to show to who holds this link. */
export function refusedPage(word: PageWord, locale: Locale): LinkPage {
  const text = words(word, locale, {});
  return {
    locale,
    title: words('heading', locale, { amount: null, customer: null }),
    body: `<p>${escapeHtml(text)}</p>`,
  };
}

function words(word: PageWord, locale: Locale, values: Record<string, string | null>): string {
  return fillText(PAGE_WORDS[word][locale], locale, values);
}

/** What became of the act, else how it stands. */
function notesOf({ outcome, dispute, reader }: RespondView, locale: Locale): string[] {
  const said = (word: PageWord, who: string | null | undefined, at: Date | null | undefined) =>
    words(word, locale, {
      who: who ? oneLine(who) : null,
      when: at ? formatDateTime(at.toISOString(), reader) : null,
      state: STATE_WORDS[dispute.state][locale],
    });
  if (outcome) return [said(outcome.word, outcome.who, outcome.at)];
  if (dispute.state === 'ACKNOWLEDGED') return [said('takenBy', dispute.acknowledgedBy, dispute.acknowledgedAt)];
  if (dispute.state === 'NEEDS_RESPONSE') return [];
  const filed = dispute.respondedBy ? [said('filedBy', dispute.respondedBy, dispute.respondedAt)] : [];
  return [...filed, said('over', null, null)];
}

function formOf({ dispute, used }: RespondView, locale: Locale): string {
  const may = actsOf(dispute).filter((act) => !used.includes(act));
  if (may.length === 0) return '';
  const buttons = may.map(
    (act) =>
      `<button name="act" value="${act}">${escapeHtml(words(act === 'ACKNOWLEDGE' ? 'take' : 'filed', locale, {}))}</button>`,
  );
  const explain = may.includes('ACKNOWLEDGE') ? `<p class="dim">${escapeHtml(words('explain', locale, {}))}</p>` : '';
  // Without an address of its own: it goes to the very link that this page was opened by.
  return `<form method="post">${buttons.join('')}</form>${explain}`;
}

/** As `answerDispute` takes them. */
function actsOf({ state, endedBy }: RespondView['dispute']): ResponseKind[] {
  if (state === 'NEEDS_RESPONSE') return ['ACKNOWLEDGE', 'RESPOND'];
  return state === 'ACKNOWLEDGED' || (state === 'EXPIRED' && !endedBy) ? ['RESPOND'] : [];
}
