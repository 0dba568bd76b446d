/** Where a dialog goes, the focus is again where it was before. */
import { useEffect, useRef } from 'react';

/** What had the focus last: a button that shows that it is busy loses it before its answer opens a dialog. */
let last: Element | null = null;
document.addEventListener('focusin', ({ target }) => {
  last = target instanceof Element ? target : null;
});

/** Where somebody wrote last: a field, or the editor. */
let written: HTMLElement | null = null;
document.addEventListener('input', ({ target }) => {
  written = target instanceof HTMLElement ? target : null;
});

/** Of an entry of a menu: what opened the menu, for the entry goes with it. */
function openerNow(): HTMLElement | null {
  const activeElement = isNowhere() ? last : document.activeElement;
  const menu = activeElement?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const opener = menu ? document.getElementById(menu) : activeElement;
  return opener instanceof HTMLElement ? opener : null;
}

export const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** For what is drawn as long as it is open: keeps what had the focus as it was drawn first. */
export function useFocusBack(): void {
  const opener = useRef<HTMLElement | null>(null);
  opener.current ??= openerNow();
  useEffect(
    () => () => {
      if (isNowhere()) opener.current?.focus({ preventScroll: true });
    },
    [],
  );
}

const FIELDS = 'textarea, [contenteditable=true], input:not([type=checkbox], [type=radio])';

/** What they write in: they sent a form, so that its button has the focus, or has lost it. */
function fieldNow(): HTMLElement | null {
  const opener = openerNow();
  const around = opener?.closest('form, [role=dialog]');
  return !opener?.matches(FIELDS) && written?.isConnected && around?.contains(written) ? written : opener;
}

/** For what comes over a page on its own: who writes goes on where they were, their caret included. */
export function useFieldBack(): void {
  const field = useRef<HTMLElement | null>(null);
  field.current ??= fieldNow();
  useEffect(
    () => () => {
      field.current?.focus({ preventScroll: true });
    },
    [],
  );
}
