/** What the text of a setting says, where that is more than one value. */

export const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Origins as browsers write them. @throws an Error for anything else: `*` would open the API to every page. */
export function originsOf(text: string): string[] {
  return listOf(text).map((part) => {
    const origin = URL.canParse(part) ? new URL(part).origin : null;
    if (origin && /^https?:[^*]+$/.test(origin) && part.toLowerCase().replace(/\/$/, '') === origin) return origin;
    throw new Error(`"${part}" is no origin; write scheme, host and port alone, such as https://admin.example.com`);
  });
}

/** `name=value`, separated by commas, percent-encoded: as OpenTelemetry writes headers. @throws an Error for anything else. */
export function headersOf(text: string): Record<string, string> {
  const headers = listOf(text).map((part) => {
    const [, name, value] = /^([\w.-]+)\s*=\s*(.*)$/.exec(part) ?? [];
    if (name === undefined || value === undefined) throw new Error('is written name=value, separated by commas');
    return [name, decodeURIComponent(value)];
  });
  return Object.fromEntries(headers);
}
