// The catalogue is complete and agrees with the team’s own list; how its texts read is tested in catalogue-texts.test.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE, findEventType } from '../../src/domain/catalogue/index.js';
import { FACT_KEYS } from '../../src/domain/facts.js';
import { CATEGORY_LABELS, FACT_LABELS, PHRASES, ROLE_LABELS, SEVERITY_LABELS } from '../../src/domain/labels.js';
import { isNotice, isOwn } from '../../src/domain/notice.js';
import { CATEGORIES, LOCALES, ROLES, SEVERITIES } from '../../src/domain/vocabulary.js';

// From the compiled file, three levels up is the repository.
const root = new URL('../../../', import.meta.url);
const folder = new URL('src/domain/catalogue/', root);

interface IndexedPayload {
  file: string;
  provider: string;
  event: string;
  teamItem: string | null;
  customerEmail: string | null;
}
const payloads: IndexedPayload[] = JSON.parse(readFileSync(new URL('test/fixtures/payload-index.json', root), 'utf8'));
const dodoPayloads = payloads.filter((payload) => payload.provider === 'dodo');
const entries: EventTypeEntry[] = Object.values(CATALOGUE);

describe('registry', () => {
  it('holds every event of Dodo', () => {
    expect(dodoPayloads).toHaveLength(48);
    expect(dodoPayloads.filter((payload) => findEventType(payload.event)?.key !== payload.event)).toEqual([]);
  });

  it.each(dodoPayloads)(
    '$event: tells team and customer as the team’s own list says',
    ({ event, teamItem, customerEmail }) => {
      const entry = findEventType(event);
      expect(entry?.team).toBe(teamItem !== null);
      expect(entry?.audiences.includes('CUSTOMER')).toBe(customerEmail !== null);
      expect(entry?.audiences).toContain('TEAM');
    },
  );

  it('names each entry by its key and has each file', () => {
    expect(Object.keys(CATALOGUE)).toEqual(entries.map((entry) => entry.key));
    const files = readdirSync(folder).filter(
      (name) => name.endsWith('.ts') && !['entry.ts', 'index.ts'].includes(name),
    );
    expect(files.sort()).toEqual(entries.map((entry) => `${entry.key.replaceAll(/[._]/g, '-')}.ts`).sort());
  });

  it('keeps categories together, and what the team is told by default first', () => {
    const rank = (entry: EventTypeEntry) => CATEGORIES.indexOf(entry.category) * 2 + (entry.team ? 0 : 1);
    expect(entries).toEqual([...entries].sort((a, b) => rank(a) - rank(b)));
    // The team's own list, and what Tocsin says of itself.
    const [own, listed] = [entries.filter(({ key }) => isNotice(key)), entries.filter(({ key }) => !isOwn(key))];
    expect(listed.filter((entry) => entry.team)).toHaveLength(14);
    expect(own.map(({ category, team }) => `${category} ${team}`)).toEqual(own.map(() => 'SYSTEM true'));
    expect(own).toHaveLength(13);
  });

  it.each(['constructor', '__proto__', 'toString', '', 'invoice.upcoming'])('has no entry for “%s”', (key) => {
    expect(findEventType(key)).toBeNull();
  });
});

describe('texts', () => {
  it('offer an action in all locales or in none', () => {
    const uneven = entries.filter(
      (entry) => new Set(LOCALES.map((locale) => 'action' in entry.texts[locale])).size > 1,
    );
    expect(uneven.map((entry) => entry.key)).toEqual([]);
  });

  it('have names that differ inside a locale', () => {
    for (const locale of LOCALES) {
      const names = entries.map((entry) => entry.texts[locale].name);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    }
  });
});

describe('labels', () => {
  it.each([
    ['facts', FACT_LABELS, FACT_KEYS],
    ['categories', CATEGORY_LABELS, CATEGORIES],
    ['severities', SEVERITY_LABELS, SEVERITIES],
    ['roles', ROLE_LABELS, ROLES],
    ['phrases', PHRASES, Object.keys(PHRASES)],
  ])('%s are complete in every locale', (_, labels, keys) => {
    expect(Object.keys(labels).sort()).toEqual([...keys].sort());
    for (const words of Object.values(labels)) {
      expect(Object.keys(words).sort()).toEqual([...LOCALES].sort());
      for (const locale of LOCALES) expect(words[locale].trim()).not.toBe('');
    }
  });

  it('phrases take their arguments in every locale', () => {
    const values = { destination: 'ana@x.example', eventType: 'Dispute opened', business: 'Nord', type: 'loan.new' };
    for (const [name, phrase] of Object.entries(PHRASES)) {
      const wanted = new Set(
        [...phrase.en.matchAll(/\{(\w+)\}/g)].map((match) => values[match[1] as keyof typeof values]),
      );
      for (const locale of LOCALES) {
        const rendered = String(new IntlMessageFormat(phrase[locale], locale).format(values));
        for (const value of wanted) expect(`${name}: ${rendered}`).toContain(value);
      }
    }
  });
});
