/** What somebody changes of what is saved, field by field. Saved by a colleague meanwhile, a field that nobody touched here follows. */
import { useState } from 'react';

export function useChanges<Values extends Readonly<Record<string, string>>>(saved: Values) {
  const [changes, setChanges] = useState<Partial<Values>>({});
  const values: Values = { ...saved, ...changes };
  return {
    values,
    dirty: Object.keys(saved).some((key) => values[key]?.trim() !== saved[key]),
    change: (next: Partial<Values>) => setChanges((before) => ({ ...before, ...next })),
    /** They are saved. What was written on meanwhile stays. */
    drop: (sent: Values) =>
      setChanges(
        (now) => Object.fromEntries(Object.entries(now).filter(([key, value]) => value !== sent[key])) as typeof now,
      ),
  };
}
