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

/** What the first key of a business is called: nobody named it. Who makes a key by the API has to. */
export const FIRST_KEY = '';

/** Who comes by a key. @param prefix how it begins. @param name what it is called */
export const keyActor = ({ prefix, name }: { prefix: string; name: string }): string => `key ${prefix}… (${name})`;

/** Who comes by a link to sign in: the key behind it is one that nobody named, so what tells is whose it is. */
export const linkActor = (prefix: string, person: string): string => `link ${prefix}… (${person})`;

/** The person of a link to sign in; null: it is no such actor. */
export const personOfLink = (actor: string): string | null => /^link [^ ]+ \((.*)\)$/s.exec(actor)?.[1] ?? null;

export const isFirstKey = (actor: string): boolean => /^key [^ ]+ \(\)$/.test(actor);

/** What people call them: a key goes by its name, a token by its subject, a link by whose it is; any other stands for itself. */
export function nameOfActor(actor: string): string {
  const [, name] = /^(?:key|link) [^ ]+ \((.+)\)$/s.exec(actor) ?? /^jwt (.*)$/s.exec(actor) ?? [];
  return name ?? actor.replace(/ by the link of dlv_\w+$/, '');
}
