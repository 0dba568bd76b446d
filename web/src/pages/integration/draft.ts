/** Code that is not saved yet, kept in this browser per endpoint. */
import { useState } from 'react';

const keyOf = (id: string) => `tocsin:draft:${id}`;

export interface Draft {
  code: string;
  dirty: boolean;
  write(code: string): void;
  discard(): void;
}

/** @param live the code that runs */
export function useCodeDraft(id: string, live: string): Draft {
  const [draft, setDraft] = useState(() => localStorage.getItem(keyOf(id)));
  const discard = () => {
    localStorage.removeItem(keyOf(id));
    setDraft(null);
  };
  const write = (code: string) => {
    if (code === live) return discard();
    localStorage.setItem(keyOf(id), code);
    setDraft(code);
  };
  return { code: draft ?? live, dirty: draft !== null && draft !== live, write, discard };
}
