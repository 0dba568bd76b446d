/** Modes that `pg` takes as `verify-full`, and warns on stderr, at each start, that a later version of it will not. */
const SAME_AS_FULL = ['prefer', 'require', 'verify-ca'];

/** The address for `pg`, with what it makes of these modes: the server's certificate is looked at, whichever is set. */
export function withPlainTlsMode(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const { searchParams } = url;
  if (searchParams.get('uselibpqcompat') === 'true' || !SAME_AS_FULL.includes(searchParams.get('sslmode') ?? ''))
    return databaseUrl;
  searchParams.set('sslmode', 'verify-full');
  return url.toString();
}
