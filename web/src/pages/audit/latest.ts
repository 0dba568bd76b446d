/** Which entries of the audit trail still are the last word. */

export type Values = Readonly<Record<string, unknown>>;

export const auditValues = (values: unknown): Values =>
  typeof values === 'object' && values !== null ? (values as Values) : {};

/** An entry of the audit trail. */
interface Changed {
  id: string;
  action: string;
  subject: string;
  before?: unknown;
  after?: unknown;
}

const fieldsOf = ({ subject, before, after }: Changed): string[] =>
  Object.keys({ ...auditValues(before), ...auditValues(after) }).map((name) => `${subject} ${name}`);

/** What was removed cannot be changed any more. */
const removes = ({ action }: Changed): boolean => action.startsWith('remove');

/**
 * The ids of those that can be undone without undoing a later one: whichever mutation it was, nothing that they changed was changed
 * since. @param entries newest first, and none left out between
 */
export function latestOf(entries: readonly Changed[]): Set<string> {
  const [latest, later] = [new Set<string>(), new Set<string>()];
  for (const entry of entries) {
    const fields = fieldsOf(entry);
    if (!later.has(entry.subject) && !fields.some((field) => later.has(field))) latest.add(entry.id);
    for (const one of removes(entry) ? [entry.subject] : fields) later.add(one);
  }
  return latest;
}
