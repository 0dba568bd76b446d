/** Those who act without a key or token of their own, as the audit trail keeps them. */

/** Who follows a link in a mail: nobody knows their name. */
export const MAIL_READER = {
  preferences: 'the link in an e-mail',
  unsubscribe: 'one-click unsubscribe',
  confirmation: 'confirmation link',
  welcome: 'the link in a welcome',
} as const;

/** Who runs the installation. */
export const OPERATOR = {
  addBusiness: 'tocsin business add',
  adminKey: 'TOCSIN_ADMIN_KEY of the environment',
  firstStart: 'the first start',
} as const;
