/**
 * The only list of pages. One is there when `pages/<name>/Page.tsx` is: then it has its route, its own chunk, its place in the
 * navigation and its address at the API process. Its title is the message `web.page.<name>`.
 */
export interface PageEntry {
  /** Its folder. */
  name: string;
  /** `$id` is whatever stands there. None of the API's own: /graphql, /webhooks, /session, /a, /u, /n, /confirm, /evidence, /dev. */
  path: string;
  /** Its place in the navigation; none: other pages lead there. */
  nav?: { icon: string; group: 'now' | 'rules' | 'settings' };
  /** Whom the API answers what it asks; left out: everybody. For all others it is not there. */
  access?: readonly ('ADMIN' | 'VIEWER')[];
  /** Letters after `g` that go there. */
  key?: string;
}

/** Who sees what belongs to everybody. */
const WHOLE = ['ADMIN', 'VIEWER'] as const;

export const PAGES: readonly PageEntry[] = [
  { name: 'overview', path: '/', nav: { icon: 'home', group: 'now' }, key: 'o' },
  { name: 'disputes', path: '/disputes', nav: { icon: 'shield', group: 'now' }, key: 'd' },
  { name: 'dispute', path: '/disputes/$id' },
  { name: 'events', path: '/events', nav: { icon: 'list', group: 'now' }, key: 'e' },
  { name: 'event', path: '/events/$id' },
  { name: 'whatif', path: '/what-if', access: WHOLE },
  { name: 'deliveries', path: '/deliveries', nav: { icon: 'send', group: 'now' } },
  { name: 'inbox', path: '/inbox' },
  { name: 'preferences', path: '/preferences', nav: { icon: 'sliders', group: 'rules' }, key: 'p' },
  { name: 'customer', path: '/customer-emails', nav: { icon: 'mail', group: 'rules' }, access: WHOLE },
  { name: 'integrations', path: '/integrations', nav: { icon: 'plug', group: 'rules' }, access: WHOLE, key: 'i' },
  { name: 'integration', path: '/integrations/$id', access: WHOLE },
  { name: 'connected', path: '/integrations/connected', access: ['ADMIN'] },
  { name: 'sources', path: '/sources', nav: { icon: 'inbound', group: 'rules' }, access: WHOLE, key: 's' },
  { name: 'device', path: '/device' },
  { name: 'sessions', path: '/sign-ins' },
  { name: 'team', path: '/team', nav: { icon: 'people', group: 'settings' }, access: WHOLE, key: 't' },
  { name: 'person', path: '/team/$id' },
  { name: 'escalation', path: '/settings/escalation', nav: { icon: 'clock', group: 'settings' }, access: WHOLE },
  { name: 'templates', path: '/settings/templates', nav: { icon: 'pencil', group: 'settings' }, access: WHOLE },
  { name: 'business', path: '/settings/business', nav: { icon: 'building', group: 'settings' }, access: WHOLE },
  { name: 'keys', path: '/settings/keys', nav: { icon: 'key', group: 'settings' }, access: ['ADMIN'] },
  { name: 'audit', path: '/settings/audit', nav: { icon: 'book', group: 'settings' }, access: ['ADMIN'] },
  { name: 'review', path: '/settings/review', nav: { icon: 'check', group: 'settings' }, access: WHOLE },
];
