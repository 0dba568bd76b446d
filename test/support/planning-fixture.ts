/** A business with one person, whose events are planned by the activity's own code; no program runs. */
import type { DataSource } from 'typeorm';
import { SOURCE_KINDS, type SourceKind } from '../../src/sources/index.js';
import { addBusiness, addPerson, createDatabase, type TestDatabase } from './database.js';
import { addEvent, planned } from './deliveries.js';

/** Read it within a test or a hook: each test has another business. */
export interface PlanningFixture {
  dataSource: DataSource;
  businessId: string;
  /** From here on it is another business. */
  startAnew(): Promise<void>;
  /** Accepts a body and plans its event. */
  happen(kind: SourceKind, body: Record<string, unknown>): Promise<{ id: string; type: string }>;
}

/** Registers the hooks. */
export function planningFixture(): PlanningFixture {
  let database: TestDatabase;
  const fixture = {
    async startAnew() {
      fixture.businessId = await addBusiness(fixture.dataSource);
      await addPerson(fixture.dataSource, fixture.businessId);
    },
    async happen(kind, body) {
      const event = SOURCE_KINDS[kind].normalise(body, 'evt_1', new Date());
      const id = await addEvent(fixture.dataSource, fixture.businessId, event, body);
      await planned(fixture.dataSource, [id]);
      return { id, type: event.type };
    },
  } as PlanningFixture;
  beforeAll(async () => {
    database = await createDatabase();
    fixture.dataSource = database.dataSource;
  });
  beforeEach(() => fixture.startAnew());
  afterAll(() => database?.drop());
  return fixture;
}
