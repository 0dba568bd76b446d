/** A page as people come to see it. A page adds its line; what axe looks at, and what is taken a picture of. */
export interface PageToSee {
  path: string;
  /** Its heading says that it is there. */
  heading: string | RegExp;
  /** What is clicked first, as a selector: a row that leads to the page, an entry that unfolds. */
  first?: string;
  /** Buttons that open a dialog or a menu, by their names; `wide`: where there is room for one only. */
  opens?: readonly { button: string | RegExp; wide?: true }[];
  /** Of its picture; left out, the last part of the path. */
  name?: string;
}

export const PAGES: readonly PageToSee[] = [
  {
    path: '/',
    heading: 'Overview',
    name: 'overview',
    opens: [{ button: /^Notifications/, wide: true }, { button: 'You and how it looks' }],
  },
  { path: '/disputes', heading: 'Disputes' },
  {
    path: '/disputes',
    first: '.board article a',
    heading: /^Dispute of/,
    name: 'dispute',
    opens: [{ button: 'Mark as answered' }],
  },
  { path: '/inbox', heading: 'Notifications' },
  { path: '/integrations', heading: 'Integrations' },
  {
    path: '/integrations',
    first: 'a[href^="/integrations/"]:has-text("#subscriptions")',
    heading: '#subscriptions',
    name: 'integration',
    opens: [{ button: 'Compare on 50 events' }],
  },
  { path: '/customer-emails', heading: 'Customer e-mails' },
  { path: '/deliveries', heading: 'Deliveries', opens: [{ button: 'Send again what failed' }] },
  { path: '/device', heading: 'This device' },
  { path: '/events', heading: 'Events' },
  {
    path: '/events?type=dispute.opened',
    first: '.log a.row',
    heading: /^Dispute of/,
    name: 'event',
    opens: [{ button: 'Replay' }, { button: /^Why\?/ }],
  },
  { path: '/preferences', heading: 'Communication preferences', opens: [{ button: 'Add e-mail' }] },
  {
    path: '/preferences',
    first: 'button:has-text("finance@")',
    heading: 'Communication preferences',
    name: 'preferences-of-one',
    opens: [{ button: 'Disable All' }, { button: 'Roles and times' }, { button: 'Delete e-mail' }],
  },
  {
    path: '/sources',
    heading: 'Sources',
    opens: [{ button: 'Connect a source' }, { button: /more acts$/ }],
  },
  { path: '/team', heading: 'Team' },
  { path: '/team', first: 'a:has-text("Olivia Larkspur")', heading: 'Olivia Larkspur', name: 'person' },
  { path: '/settings/keys', heading: 'API keys' },
  { path: '/settings/audit', heading: 'Audit log' },
  { path: '/settings/review', heading: 'Review' },
  { path: '/sign-ins', heading: 'Sign-ins' },
  { path: '/settings/escalation', heading: 'Escalation' },
  { path: '/settings/templates', heading: 'Templates' },
  { path: '/settings/templates?tab=brand', heading: 'Templates', name: 'brand' },
];

const pathOf = (path: string) => path.split('?')[0] ?? '';

export const nameOf = ({ name, path }: PageToSee): string => name ?? pathOf(path).split('/').at(-1) ?? '';
