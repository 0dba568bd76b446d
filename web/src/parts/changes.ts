/**
 * What somebody changes of what is saved, field by field. Saved by a colleague meanwhile, a field that nobody touched here follows, and
 * one that somebody did stays, and is overtaken.
 */
import { useState } from 'react';

type Changes<Values> = {
  /** `over`: what was saved as it was begun; undefined: our own save, whose answer is not known yet. */
  [Key in keyof Values]?: { value: Values[Key]; over: Values[Key] | undefined };
};

/** A field whose value a colleague saved while it was changed here. */
export type Overtaken<Values> = { [Key in keyof Values]: { key: Key; saved: Values[Key] } }[keyof Values];

/** What is stored is trimmed. */
const trimmedText = (value: unknown): string => JSON.stringify(typeof value === 'string' ? value.trim() : value);

const isSame = (one: unknown, other: unknown): boolean => trimmedText(one) === trimmedText(other);

export function useChanges<Values extends object>(saved: Values) {
  const [changes, setChanges] = useState<Changes<Values>>({});
  const written = Object.fromEntries(changedFields(changes).map(([key, { value }]) => [key, value]));
  const values: Values = { ...saved, ...written };
  const differing = keysOf(values).filter((key) => !isSame(values[key], saved[key]));
  const isOvertaken = (key: keyof Values): boolean => {
    const over = changes[key]?.over;
    return over !== undefined && differing.includes(key) && !isSame(over, saved[key]);
  };
  const change = (next: Partial<Values>) =>
    setChanges((before) => {
      const now = { ...before };
      for (const key of keysOf(next)) {
        const value = next[key] as Values[typeof key];
        // As it was: nothing is changed.
        if (value === saved[key]) delete now[key];
        else now[key] = { value, over: before[key]?.over ?? saved[key] };
      }
      return now;
    });
  return {
    values,
    dirty: differing.length > 0,
    /** Those alone, to be saved: the others are whose they were. */
    changed: Object.fromEntries(differing.map((key) => [key, values[key]])) as Partial<Values>,
    overtaken: keysOf(saved)
      .filter(isOvertaken)
      .map((key): Overtaken<Values> => ({ key, saved: saved[key] })),
    change,
    /** What a colleague saved takes their place. */
    take: () => setChanges((now) => changesOf(changedFields(now).filter(([key]) => !isOvertaken(key)))),
    /** They are saved. What was written on meanwhile stays. */
    drop: (sent: Values) =>
      setChanges((now) => {
        const open = changedFields(now).filter(([key, { value }]) => value !== sent[key]);
        return changesOf(open.map(([key, { value }]) => [key, { value, over: undefined }]));
      }),
  };
}

const keysOf = <Values extends object>(values: Values) => Object.keys(values) as (keyof Values)[];

const changedFields = <Values>(changes: Changes<Values>) =>
  Object.entries(changes) as [keyof Values, { value: Values[keyof Values]; over: Values[keyof Values] | undefined }][];

const changesOf = <Values>(entries: readonly (readonly unknown[])[]) =>
  Object.fromEntries(entries as readonly (readonly [string, unknown])[]) as Changes<Values>;
