import { checkOf, checkWithout, isNews, notSent } from '../../src/domain/provider-check.js';
import {
  checkEndpoints,
  endpointsAt,
  type ProviderEndpoint,
  planConnection,
} from '../../src/domain/provider-endpoints.js';
import { makeReason } from '../../src/domain/reasons.js';

const URL_HERE = 'https://tocsin.example/webhooks/src_1';
const NEEDED = ['charge.dispute.created', 'payout.failed'];
const AT = new Date('2026-11-28T03:45:00Z');

const endpoint = (values: Partial<ProviderEndpoint> = {}): ProviderEndpoint => ({
  ...{ id: 'we_1', url: URL_HERE, enabled: true, eventTypes: NEEDED, connected: false, madeFor: null },
  ...values,
});

describe('the endpoints of a source', () => {
  it('are those with its URL, however it was written', () => {
    const found = ['https://TOCSIN.example:443/webhooks/src_1/', 'https://tocsin.example/webhooks/src_1?x=1', URL_HERE];
    const others = ['http://tocsin.example/webhooks/src_1', 'https://tocsin.example/webhooks/src_12', 'no url', ''];
    const all = [...found, ...others].map((url) => endpoint({ url }));
    expect(endpointsAt(URL_HERE, all).map(({ url }) => url)).toEqual(found);
  });

  it('are those of connected accounts only where there is none of the account’s own', () => {
    const [own, connected] = [endpoint(), endpoint({ id: 'we_2', connected: true })];
    expect(endpointsAt(URL_HERE, [connected, own])).toEqual([own]);
    expect(endpointsAt(URL_HERE, [connected])).toEqual([connected]);
  });
});

describe('what will be sent', () => {
  it.each<[string, ProviderEndpoint[], boolean, string[]]>([
    ['all, by one that sends everything', [endpoint({ eventTypes: null })], true, []],
    ['all, by two together', NEEDED.map((type) => endpoint({ eventTypes: [type] })), true, []],
    ['all but what nobody chose', [endpoint({ eventTypes: ['payout.failed', 'x'] })], true, ['charge.dispute.created']],
    ['nothing by a disabled one', [endpoint({ enabled: false })], false, NEEDED],
    ['nothing without one', [], false, NEEDED],
  ])('is %s', (_name, here, enabled, missingEventTypes) => {
    expect(checkEndpoints(here, NEEDED)).toEqual({ found: here.length > 0, enabled, missingEventTypes });
  });
});

describe('a connection', () => {
  const plan = (here: ProviderEndpoint[], known: string[]) =>
    planConnection('src_1', here, NEEDED, ({ id }) => known.includes(id));

  it('makes an endpoint where there is none', () => {
    expect(plan([], [])).toEqual({ keep: null, eventTypes: NEEDED, remove: [] });
  });

  it('keeps ours as it is', () => {
    const ours = endpoint({ madeFor: 'src_1', eventTypes: [...NEEDED].reverse() });
    expect(plan([ours], ['we_1'])).toEqual({ keep: ours, eventTypes: null, remove: [] });
  });

  it('gives ours exactly the events of the catalogue, and one made by hand those beside its own', () => {
    const [more, fewer] = [[...NEEDED, 'customer.created'], ['customer.created']];
    expect(plan([endpoint({ madeFor: 'src_1', eventTypes: more })], ['we_1']).eventTypes).toEqual(NEEDED);
    expect(plan([endpoint({ eventTypes: fewer })], ['we_1']).eventTypes).toEqual([...fewer, ...NEEDED]);
    expect(plan([endpoint({ eventTypes: null })], ['we_1']).eventTypes).toBeNull();
    expect(plan([endpoint({ enabled: false })], ['we_1']).eventTypes).toEqual(NEEDED);
  });

  it('ends those whose secret nobody has, once another one is made', () => {
    const lost = [endpoint({ madeFor: 'src_1' }), endpoint({ id: 'we_2' })];
    expect(plan(lost, [])).toEqual({ keep: null, eventTypes: NEEDED, remove: ['we_1', 'we_2'] });
  });

  it('prefers ours to one made by hand, and leaves that', () => {
    const [hand, ours] = [endpoint(), endpoint({ id: 'we_2', madeFor: 'src_1' })];
    expect(plan([hand, ours], ['we_1', 'we_2'])).toMatchObject({ keep: ours, remove: [] });
  });

  it('touches none of connected accounts', () => {
    expect(plan([endpoint({ connected: true })], [])).toEqual({ keep: null, eventTypes: NEEDED, remove: [] });
  });
});

describe('the team', () => {
  const source = { provider: 'Stripe', url: URL_HERE };
  const look = (here: ProviderEndpoint[], permissions: string[] = []) =>
    checkOf(source, checkEndpoints(here, NEEDED), permissions, AT);
  const [whole, off, lacks] = [
    look([endpoint()]),
    look([endpoint({ enabled: false })]),
    look([endpoint({ eventTypes: ['payout.failed'] })]),
  ];
  const away = makeReason('ENDPOINTS_AWAY', { provider: 'Stripe', status: 503 });

  it('hears once of each thing that is cut off', () => {
    expect([isNews(null, whole), isNews(null, lacks), isNews(whole, lacks), isNews(whole, off)]).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect([isNews(lacks, lacks), isNews(lacks, off), isNews(off, lacks), isNews(off, off)]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it('hears nothing of a provider that is away, nor the same again when it is back', () => {
    const [unknown, still] = [checkWithout(null, away, AT), checkWithout(lacks, away, AT)];
    expect([unknown.known, unknown.problem, isNews(null, unknown)]).toEqual([false, away, false]);
    expect([still.missingEventTypes, isNews(lacks, still), isNews(still, lacks)]).toEqual([
      ['charge.dispute.created'],
      false,
      false,
    ]);
  });

  it('is told the worst first', () => {
    const codes = [look([]), off, lacks, look([endpoint()], ['Disputes: read']), whole].map(
      ({ problem }) => problem?.code,
    );
    expect(codes).toEqual([
      'ENDPOINT_MISSING',
      'ENDPOINT_DISABLED',
      'ENDPOINT_LACKS_TYPES',
      'KEY_MAY_NOT_READ',
      undefined,
    ]);
  });

  it('has a gap for each critical type that lacks an event', () => {
    const namesOf = (type: string) => (type === 'dispute.opened' ? ['charge.dispute.created'] : []);
    expect(notSent(lacks, ['dispute.opened', 'payout.failed'], namesOf)).toEqual(['dispute.opened']);
    expect(notSent(whole, ['dispute.opened'], namesOf)).toEqual([]);
    expect(notSent(checkWithout(null, away, AT), ['dispute.opened'], namesOf)).toEqual([]);
  });
});
