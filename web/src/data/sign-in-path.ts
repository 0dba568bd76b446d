/** Where a sign-in link leads: `/signin#<token>`. What stands behind `#` reaches no log and no other server. */
export const SIGN_IN_PATH = '/signin';
