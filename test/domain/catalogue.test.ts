// The catalogue is complete and agrees with the team’s own list; how its texts read is tested in test/i18n.
import { readdirSync, readFileSync } from 'node:fs';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE, findEventType } from '../../src/domain/catalogue/index.js';
import { isNotice, isOwn } from '../../src/domain/notice.js';
import { CATEGORIES } from '../../src/domain/vocabulary.js';
import { MESSAGES } from '../../src/i18n/messages.js';

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
      // Lost by silence: the list is older than the insight that nobody had been told.
      expect(entry?.team).toBe(teamItem !== null || event === 'dispute.expired');
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
    // The team's own list with two that were added since, and what Tocsin says of itself.
    const [own, listed] = [entries.filter(({ key }) => isNotice(key)), entries.filter(({ key }) => !isOwn(key))];
    expect(listed.filter((entry) => entry.team)).toHaveLength(16);
    expect(own.map(({ category, team }) => `${category} ${team}`)).toEqual(own.map(() => 'SYSTEM true'));
    expect(own).toHaveLength(15);
  });

  it.each(['constructor', '__proto__', 'toString', '', 'invoice.upcoming'])('has no entry for “%s”', (key) => {
    expect(findEventType(key)).toBeNull();
  });
});

describe('texts', () => {
  it('have names that differ inside a locale', () => {
    for (const locale of MESSAGES.locales) {
      const names = entries.map(({ key }) => MESSAGES.source(locale, `event.${key}.name`));
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    }
  });
});
