/** What axe looks at: a path, and the heading that says that the page is there. A page adds its line. */
export const PAGES: readonly { path: string; heading: string }[] = [
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
  { path: '/settings/escalation', heading: 'Escalation' },
];
