/** Code that is not saved yet, kept in this browser per endpoint. */
import { useState } from 'react';

const keyOf = (id: string) => `tocsin:draft:${id}`;
/** What ran as it was begun. */
const overKeyOf = (id: string) => `tocsin:draft-over:${id}`;

export interface Draft {
  code: string;
  dirty: boolean;
  /** What ran as it was begun, where somebody else saved other code meanwhile; else null. */
  overtaken: string | null;
  write(code: string): void;
  discard(): void;
  /** It runs now. What was written on meanwhile stays. */
  saved(code: string): void;
}

/** @param live the code that runs */
export function useCodeDraft(id: string, live: string): Draft {
  const [draft, setDraft] = useState(() => localStorage.getItem(keyOf(id)));
  const [over, setOver] = useState(() => localStorage.getItem(overKeyOf(id)));
  const begin = (code: string | null) => {
    if (code === null) localStorage.removeItem(overKeyOf(id));
    else localStorage.setItem(overKeyOf(id), code);
    setOver(code);
  };
  const discard = () => {
    localStorage.removeItem(keyOf(id));
    setDraft(null);
    begin(null);
  };
  const write = (code: string) => {
    if (code === live) return discard();
    if (localStorage.getItem(overKeyOf(id)) === null) begin(live);
    localStorage.setItem(keyOf(id), code);
    setDraft(code);
  };
  const saved = (code: string) => {
    if (localStorage.getItem(keyOf(id)) === code) discard();
    else begin(code);
  };
  const dirty = draft !== null && draft !== live;
  const overtaken = dirty && over !== null && over !== live ? over : null;
  return { code: draft ?? live, dirty, overtaken, write, discard, saved };
}
