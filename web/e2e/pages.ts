/** A page as people come to see it, the local run's own at the end. A page adds its line; what axe looks at, and what is taken a picture of. */
export interface PageToSee {
  path: string;
  /** Its heading says that it is there. */
  heading: string | RegExp;
  /** What is clicked first, as a selector: a row that leads to the page, an entry that unfolds. */
  first?: string;
  /** Buttons that open a dialog or a menu, by their names; `wide`: where there is room for one only. */
  opens?: readonly { button: string | RegExp; wide?: true }[];
  /** As somebody comes to it who is not signed in. */
  signedOut?: true;
  /** Of its picture; left out, the last part of the path. */
  name?: string;
}

export const PAGES: readonly PageToSee[] = [
  {
    path: '/',
    heading: 'Overview',
    name: 'overview',
    opens: [
      { button: /^Notifications/, wide: true },
      { button: 'You and how it looks' },
      { button: /^(Go to or find anything|Search)/ },
    ],
  },
  { path: '/disputes', heading: 'Disputes' },
  { path: '/disputes?view=months', heading: 'Disputes', name: 'disputes-by-month' },
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
  { path: '/customer-emails', heading: 'Customer e-mails', opens: [{ button: 'Erase a customer’s data' }] },
  { path: '/deliveries', heading: 'Deliveries', opens: [{ button: 'Send again what failed' }] },
  { path: '/device', heading: 'This device', opens: [{ button: 'Show a code' }] },
  { path: '/events', heading: 'Events' },
  {
    path: '/events?type=dispute.opened',
    first: '.log a.row',
    heading: /^Dispute of/,
    name: 'event',
    opens: [{ button: 'Replay' }, { button: /^Why\?/ }],
  },
  { path: '/what-if', heading: 'What would happen if …' },
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
  { path: '/team', heading: 'Team', opens: [{ button: 'Add a person' }] },
  {
    path: '/team',
    first: 'a:has-text("Olivia Larkspur")',
    heading: 'Olivia Larkspur',
    name: 'person',
    opens: [{ button: 'Edit' }, { button: 'Sign-in link' }, { button: 'Create a key' }, { button: 'Remove' }],
  },
  { path: '/settings/business', heading: 'Business' },
  { path: '/settings/keys', heading: 'API keys', opens: [{ button: 'Create a key' }, { button: /more acts$/ }] },
  { path: '/settings/audit', heading: 'Audit log' },
  { path: '/settings/review', heading: 'Review' },
  { path: '/sign-ins', heading: 'Sign-ins' },
  {
    path: '/settings/escalation',
    heading: 'Escalation',
    opens: [{ button: 'Add a step' }, { button: /^Change:/ }],
  },
  { path: '/settings/templates', heading: 'Templates' },
  { path: '/settings/templates?tab=brand', heading: 'Templates', name: 'brand' },
  { path: '/sources', heading: 'Sign in to Tocsin', name: 'sign-in', signedOut: true },
  { path: '/dev', heading: 'Where everything is', name: 'local-run' },
  { path: '/dev/mailbox', heading: 'Mails', name: 'local-mails' },
  {
    path: '/dev/mailbox',
    first: 'a[href^="/dev/mailbox/"]:has-text("Payout of")',
    heading: /^Payout of/,
    name: 'local-mail',
  },
  { path: '/dev/slack', heading: 'Slack', name: 'local-slack' },
  { path: '/dev/push', heading: 'Push', name: 'local-push' },
];

const pathOf = (path: string) => path.split('?')[0] ?? '';

export const nameOf = ({ name, path }: PageToSee): string => name ?? pathOf(path).split('/').at(-1) ?? '';

/** The app's own, for who is signed in. */
export const APP_PAGES = PAGES.filter(({ path, signedOut }) => !signedOut && !path.startsWith('/dev'));
