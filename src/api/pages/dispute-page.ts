/** The page behind a link of a message: what the dispute is about, how it stands, and two buttons. */
import { factValues } from '../../channels/rendering/fact-values.js';
import { escapeHtml } from '../../channels/rendering/html.js';
import { oneLine } from '../../channels/rendering/one-line.js';
import type { Dispute } from '../../core/disputes/dispute.entity.js';
import type { ResponseKind } from '../../core/disputes/respond.js';
import type { FactKey, Facts } from '../../domain/facts.js';
import type { Formatter } from '../../i18n/formatter.js';
import { actorName, factLabel } from '../../i18n/labels.js';
import type { MessageKey } from '../../i18n/messages.js';
import { definitionList, type LinkPage } from './page.js';

export interface RespondView {
  formatter: Formatter;
  businessName: string;
  /** Of the event that the message was about. */
  facts: Facts;
  dispute: Pick<
    Dispute,
    | 'id'
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
  outcome?: { message: MessageKey; who?: string | null; at?: Date | null };
}

const ROWS: readonly FactKey[] = ['amount', 'customer', 'reason', 'stage', 'respondBy', 'dispute', 'payment'];

export function respondPage(view: RespondView): LinkPage {
  const { dispute, formatter } = view;
  const facts = {
    ...view.facts,
    respondBy: dispute.respondBy?.toISOString() ?? null,
    respondByEstimated: dispute.respondByEstimated,
    respondByPast: dispute.passedAt !== null,
  };
  const values = factValues(facts, formatter);
  const title = formatter.text('disputePage.heading', { amount: values.amount, customer: values.customer });
  const rows = ROWS.flatMap((key) => {
    const value = values[key];
    return value ? [{ label: factLabel(formatter, key, 'DISPUTES'), value }] : [];
  });
  const body = [
    `<p class="business">${escapeHtml(oneLine(view.businessName))}</p><h1>${escapeHtml(title)}</h1>`,
    ...notesOf(view).map((note) => `<p class="note" role="status">${escapeHtml(note)}</p>`),
    definitionList(rows),
    formOf(view),
    `<p class="dim"><a href="/disputes/${escapeHtml(dispute.id)}">${escapeHtml(formatter.text('disputePage.whole'))}</a></p>`,
  ].join('\n');
  return { locale: formatter.locale, title, body };
}

/** One sentence in place of the whole page: there is nothing to show to who holds this link. */
export function refusedPage(message: MessageKey, formatter: Formatter): LinkPage {
  return {
    locale: formatter.locale,
    title: formatter.text('disputePage.heading', { amount: null, customer: null }),
    body: `<p>${escapeHtml(formatter.text(message))}</p>`,
  };
}

/** What became of the act, else how it stands. */
function notesOf({ outcome, dispute, formatter }: RespondView): string[] {
  const say = (message: MessageKey, who: string | null | undefined, at: Date | null | undefined) =>
    formatter.text(message, {
      who: who ? oneLine(actorName(formatter, who, 'who')) : null,
      when: at ? formatter.moment(at) : null,
      state: formatter.text(`dispute.state.${dispute.state}`),
    });
  if (outcome) return [say(outcome.message, outcome.who, outcome.at)];
  if (dispute.state === 'ACKNOWLEDGED')
    return [say('disputePage.acknowledgedBy', dispute.acknowledgedBy, dispute.acknowledgedAt)];
  if (dispute.state === 'NEEDS_RESPONSE') return [];
  const filed = dispute.respondedBy ? [say('disputePage.respondedBy', dispute.respondedBy, dispute.respondedAt)] : [];
  return [...filed, say('disputePage.over', null, null)];
}

function formOf({ dispute, used, formatter }: RespondView): string {
  const may = actsOf(dispute).filter((act) => !used.includes(act));
  if (may.length === 0) return '';
  const buttons = may.map((act) => {
    const label = formatter.text(act === 'ACKNOWLEDGE' ? 'disputePage.acknowledge' : 'disputePage.respond');
    return `<button name="act" value="${act}">${escapeHtml(label)}</button>`;
  });
  const explanation = may.includes('ACKNOWLEDGE')
    ? `<p class="dim">${escapeHtml(formatter.text('disputePage.explanation'))}</p>`
    : '';
  // Without an address of its own: it goes to the very link that this page was opened by.
  return `<form method="post">${buttons.join('')}</form>${explanation}`;
}

/** As `answerDispute` takes them. */
function actsOf({ state }: RespondView['dispute']): ResponseKind[] {
  if (state === 'NEEDS_RESPONSE') return ['ACKNOWLEDGE', 'RESPOND'];
  return state === 'ACKNOWLEDGED' ? ['RESPOND'] : [];
}
