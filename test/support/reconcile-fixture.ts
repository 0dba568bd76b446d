/** A business whose sources are swept: the program on stand-ins for the providers' APIs, sources with keys, and what was found. */
import { type BusinessFixture, businessFixture } from './business-fixture.js';
import { addSource } from './database.js';
import type { Data } from './graphql.js';
import { DODO_KEY, type ProviderApis, STRIPE_KEY, startProviderApis } from './provider-apis.js';

const SHOWN = 'source { apiKeyHint reconciledAt reconcileProblem }';
const SET = `mutation ($id: ID!, $key: String) { setSourceApiKey(input: { id: $id, key: $key }) { secret ${SHOWN} } }`;
const RECONCILE = `mutation ($id: ID!) { reconcileSource(input: { id: $id }) { secret reconciled { found complete } ${SHOWN} } }`;

type Kind = 'STRIPE' | 'DODO';

interface Row {
  id: string;
  type: string;
  entityId: string;
  externalId: string;
  occurredAt: Date;
  foundByReconcile: boolean;
  facts: Record<string, unknown>;
}

export interface ReconcileFixture extends BusinessFixture {
  /** Without anything to list before each test. */
  apis: ProviderApis;
  /** A source that has a key. */
  keyed(kind: Kind): Promise<{ id: string; secret: string; kind: Kind }>;
  /** Sweeps and gives all that the answer says. */
  reconciled(id: string): Promise<Data>;
  /** Sweeps and gives the source as it is then. */
  swept(id: string): Promise<Data>;
  /** Of the business, in the order of their ids. */
  events(): Promise<Row[]>;
}

/** Registers the hooks. */
export function reconcileFixture(): ReconcileFixture {
  let apis: ProviderApis;
  beforeAll(async () => {
    apis = await startProviderApis();
  });
  const asked = businessFixture(() => ({ config: { providers: apis.urls } })) as ReconcileFixture;
  beforeEach(() => {
    apis.reset();
    asked.apis = apis;
  });
  afterAll(() => apis?.stop());
  const reconciled = async (id: string) => (await asked.client.get(RECONCILE, { id })).reconcileSource;
  return Object.assign(asked, {
    reconciled,
    keyed: async (kind: Kind) => {
      const source = await addSource(asked.dataSource, asked.businessId, kind);
      await asked.client.get(SET, { id: source.id, key: kind === 'STRIPE' ? STRIPE_KEY : DODO_KEY });
      return { ...source, kind };
    },
    swept: async (id: string) => (await reconciled(id)).source,
    events: () =>
      asked.dataSource.query(
        `SELECT id, type, entity_id AS "entityId", external_id AS "externalId", occurred_at AS "occurredAt",
           found_by_reconcile AS "foundByReconcile", facts FROM events WHERE business_id = $1 ORDER BY id`,
        [asked.businessId],
      ),
  });
}
