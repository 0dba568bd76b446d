/** Filters, tabs and open drawers: in the address, so that back, a new tab and a link keep them. Values are texts. */
import { useNavigate, useSearch } from '@tanstack/react-router';

export type Filters<Name extends string> = Partial<Record<Name, string>>;

/**
 * What the address says of these names, and how to change some of them; undefined or empty takes one out.
 * `replace`: without a step to go back to (typing).
 */
export function useFilters<Name extends string>(
  names: readonly Name[],
): [Filters<Name>, (changes: Filters<Name>, replace?: boolean) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const said = names.flatMap((name) => (search[name] ? [[name, String(search[name])] as const] : []));
  const change = (changes: Filters<Name>, replace = false) => {
    const next = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ to: '.', search: Object.fromEntries(next), replace, resetScroll: false });
  };
  return [Object.fromEntries(said) as Filters<Name>, change];
}
