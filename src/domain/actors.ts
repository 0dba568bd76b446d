/** Who acts, as the audit trail keeps them. */

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

/** What a MEMBER key is called that links to sign in stand for; its token was shown to nobody. */
export const LINK_KEY = 'Sign-in link';

/** What people call them: a key goes by its name, a token by its subject, a link by whose it is; any other stands for itself. */
export function nameOfActor(actor: string): string {
  const [, name] = /^key [^ ]+ \((.*)\)$/s.exec(actor) ?? /^jwt (.*)$/s.exec(actor) ?? [];
  return name ?? actor.replace(/ by the link of dlv_\w+$/, '');
}
