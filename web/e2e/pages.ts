import type { WordKey } from './words.js';

/** Buttons that are pressed one after the other, by their words; at the end a dialog or a menu is open. */
export interface Opening {
  says: WordKey | readonly WordKey[];
  /** `wide`: where there is room for it only; `narrow`: on a phone only. */
  at?: 'wide' | 'narrow';
}

/** A page as people come to see it, the local run's own at the end. A page adds its line; what axe looks at, and what is taken a picture of. */
export interface PageToSee {
  path: string;
  /** Its heading says that it is there. */
  heading: string | RegExp;
  /** What is clicked first, as a selector: a row that leads to the page, an entry that unfolds. */
  first?: string;
  /** What opens a dialog or a menu here. */
  opens?: readonly Opening[];
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
      { says: 'web.page.inbox', at: 'wide' },
      { says: 'web.reader.menu' },
      { says: 'web.palette.button', at: 'wide' },
      { says: 'web.palette.title', at: 'narrow' },
      { says: ['web.palette.title', 'web.keys.title'], at: 'narrow' },
    ],
  },
  { path: '/disputes', heading: 'Disputes' },
  { path: '/disputes?view=months', heading: 'Disputes', name: 'disputes-by-month' },
  {
    path: '/disputes',
    first: '.board article a',
    heading: /^Dispute of/,
    name: 'dispute',
    opens: [{ says: 'web.disputes.answered' }],
  },
  { path: '/inbox', heading: 'Notifications' },
  { path: '/integrations', heading: 'Integrations' },
  {
    path: '/integrations',
    first: 'a[href^="/integrations/"]:has-text("#subscriptions")',
    heading: '#subscriptions',
    name: 'integration',
    opens: [
      { says: 'web.integration.compare' },
      { says: ['web.integration.tab.settings', 'web.integration.remove'], at: 'narrow' },
    ],
  },
  { path: '/customer-emails', heading: 'Customer e-mails', opens: [{ says: 'web.customer.erase' }] },
  { path: '/deliveries', heading: 'Deliveries', opens: [{ says: 'web.bulkRetry.button' }] },
  { path: '/device', heading: 'This device', opens: [{ says: 'web.device.phoneShow' }] },
  { path: '/events', heading: 'Events' },
  {
    path: '/events?type=dispute.opened',
    first: '.log a.row',
    heading: /^Dispute of/,
    name: 'event',
    opens: [{ says: 'web.event.replay' }, { says: 'web.event.whyButton' }],
  },
  { path: '/what-if', heading: 'What would happen if …' },
  { path: '/preferences', heading: 'Communication preferences', opens: [{ says: 'web.preferences.add' }] },
  {
    path: '/preferences',
    first: 'button:has-text("finance@")',
    heading: 'Communication preferences',
    name: 'preferences-of-one',
    opens: [
      { says: 'web.preferences.disableAll' },
      { says: 'web.preferences.settings' },
      { says: 'web.preferences.remove' },
    ],
  },
  {
    path: '/sources',
    heading: 'Sources',
    opens: [
      { says: 'web.sources.add' },
      { says: ['web.sources.add', 'sourceKind.STRIPE.label'], at: 'narrow' },
      { says: ['web.sources.add', 'sourceKind.STRIPE.label', 'web.sources.byHand'], at: 'narrow' },
      { says: ['web.sources.add', 'sourceKind.STRIPE.label', 'web.sources.byKey'], at: 'narrow' },
      { says: 'web.acts' },
      { says: ['web.acts', 'web.sample.send'], at: 'narrow' },
      { says: ['web.acts', 'web.sources.rename'], at: 'narrow' },
      { says: ['web.acts', 'web.sources.rotate'], at: 'narrow' },
      { says: ['web.acts', 'web.sources.key'], at: 'narrow' },
      { says: ['web.acts', 'web.sources.remove'], at: 'narrow' },
    ],
  },
  { path: '/team', heading: 'Team', opens: [{ says: 'web.team.add' }] },
  {
    path: '/team',
    first: 'a:has-text("Olivia Larkspur")',
    heading: 'Olivia Larkspur',
    name: 'person',
    opens: [
      { says: 'web.person.edit' },
      { says: 'web.person.makeLink' },
      { says: 'web.keys.make' },
      { says: 'web.person.remove' },
      { says: 'web.preferences.add', at: 'narrow' },
    ],
  },
  { path: '/settings/business', heading: 'Business' },
  {
    path: '/settings/keys',
    heading: 'API keys',
    opens: [
      { says: 'web.keys.make' },
      { says: 'web.acts' },
      { says: ['web.acts', 'web.keys.rotate'], at: 'narrow' },
      { says: ['web.acts', 'web.keys.revoke'], at: 'narrow' },
    ],
  },
  { path: '/settings/audit', heading: 'Audit log' },
  { path: '/settings/review', heading: 'Review' },
  { path: '/sign-ins', heading: 'Sign-ins' },
  {
    path: '/settings/escalation',
    heading: 'Escalation',
    opens: [{ says: 'web.escalation.add' }, { says: 'web.escalation.edit' }],
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
