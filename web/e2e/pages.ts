/**
 * What axe looks at: a path, and the heading that says that the page is there; `by`: the link that leads on from the path to it.
 * A page adds its line.
 */
export const PAGES: readonly { path: string; heading: string; by?: string }[] = [
  { path: '/', heading: 'Overview' },
  { path: '/disputes', heading: 'Disputes' },
  { path: '/inbox', heading: 'Notifications' },
  { path: '/integrations', heading: 'Integrations' },
  { path: '/customer-emails', heading: 'Customer e-mails' },
  { path: '/deliveries', heading: 'Deliveries' },
  { path: '/device', heading: 'This device' },
  { path: '/events', heading: 'Events' },
  { path: '/preferences', heading: 'Communication preferences' },
  { path: '/sources', heading: 'Sources' },
  { path: '/team', heading: 'Team' },
  { path: '/team', by: 'Olivia Larkspur', heading: 'Olivia Larkspur' },
  { path: '/settings/keys', heading: 'API keys' },
  { path: '/settings/audit', heading: 'Audit log' },
  { path: '/settings/review', heading: 'Review' },
  { path: '/sign-ins', heading: 'Sign-ins' },
  { path: '/settings/escalation', heading: 'Escalation' },
  { path: '/settings/templates', heading: 'Templates' },
  { path: '/settings/templates?tab=brand', heading: 'Templates' },
];
