/** What an entry says of a change, field by field, as text. */

export interface FieldChange {
  name: string;
  /** Null: it was not there. */
  from: string | null;
  /** Null: it is gone. */
  to: string | null;
}

type Values = Record<string, unknown>;

const valuesOf = (values: unknown): Values => (typeof values === 'object' && values !== null ? (values as Values) : {});

/** `before` and `after` of an entry: only what changed, by field. */
export function changesOf(before: unknown, after: unknown): FieldChange[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((name) => ({ name, from: textOf(was[name]), to: textOf(is[name]) }))
    .filter(({ from, to }) => from !== null || to !== null);
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => textOf(one) ?? '–').join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The page that shows what was changed, by the kind that its id begins with; none: there is none. */
const PAGES: Record<string, (id: string) => { to: string }> = {
  rcp: (id) => ({ to: `/team/${id}` }),
  evt: (id) => ({ to: `/events/${id}` }),
  dsp: (id) => ({ to: `/disputes/${id}` }),
  src: () => ({ to: '/sources' }),
  key: () => ({ to: '/settings/keys' }),
};

export const pageOf = (subject: string) => PAGES[subject.slice(0, subject.indexOf('_'))]?.(subject);

/** A long id, short enough to tell it from others. */
export const shortId = (id: string): string => (id.length > 20 ? `${id.slice(0, 4)}…${id.slice(-8)}` : id);
