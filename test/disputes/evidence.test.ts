// The evidence pack as a page to print: nothing of a stranger's text becomes markup, and nothing is lost on paper.
import { packOf } from '../../src/api/disputes/evidence.js';
import { evidencePage } from '../../src/api/pages/evidence-page.js';
import { documentOf } from '../../src/api/pages/page.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { tagsOf, VECTORS } from '../rendering/hostile.js';
import { EXAMPLE, exampleEvidence } from '../support/evidence.js';

const AT = new Date('2026-11-22T10:00:00.000Z');
const pageOf = (said?: string) => documentOf(evidencePage(packOf(EXAMPLE, exampleEvidence(said), AT), ENGLISH));

it('shows whoever was told, each try with its receipt, who took it and who answered', () => {
  const html = pageOf();
  for (const text of [
    'Nordlicht GmbH',
    'dispute dp_7',
    '$99.00',
    '2026-11-21 16:00:00 UTC (estimated)',
    '2026-11-18 09:30:00 UTC, by Ada',
    'Ada<br>ada<wbr>@team.example',
    '1. 2026-11-17 16:00:05 UTC: sent 250, 2.0.0 OK queued as 4711',
    'not sent: overtaken',
    'Nobody was told of it.',
    'product not received',
    'Dispute opened, happened 2026-11-17 16:00:00 UTC',
  ])
    expect(html).toContain(text);
  // Codes of the provider and of ours are not for people.
  expect(html).not.toMatch(/product_not_received|dispute\.opened/);
  expect(html).not.toMatch(/<script|<link|<img|src=|https?:/);
});

it('shows texts of strangers as text', () => {
  const shape = tagsOf(pageOf('harmless'), ['datetime']);
  for (const vector of VECTORS) expect(tagsOf(pageOf(vector), ['datetime'])).toEqual(shape);
});

it('names each moment in one way, whatever PostgreSQL wrote', () => {
  const { dispute, events } = packOf(EXAMPLE, exampleEvidence(), AT);
  expect(dispute.respondBy).toBe('2026-11-21T16:00:00.000Z');
  expect(events[0]?.occurredAt).toBe('2026-11-17T16:00:00.000Z');
  // Texts that only look like a moment stay as they are.
  expect(packOf({ ...EXAMPLE, reason: '2026-11-17T16:00:00+02:00' }, exampleEvidence(), AT).dispute.reason).toBe(
    '2026-11-17T16:00:00+02:00',
  );
});

it('takes the word of the provider for an answer that nobody of the team told us of', () => {
  const challenged = { ...exampleEvidence().events[0], type: 'dispute.challenged', facts: NO_FACTS };
  const evidence = { ...exampleEvidence(), events: [challenged] } as ReturnType<typeof exampleEvidence>;
  const pack = packOf({ ...EXAMPLE, respondedAt: null, respondedBy: null }, evidence, AT);
  expect(pack.dispute.answeredAt).toBe('2026-11-17T16:00:00.000Z');
});
