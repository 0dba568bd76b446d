/**
 * Single keys, for hands that stay on them: `g` and a letter go to a page, `j` and `k` from row to row, `/` to the filter, `?` lists
 * them. Any other letter presses the control that says in `aria-keyshortcuts` that it is its own: of the row that has the focus, else
 * of the page. Off while somebody types, and can be switched off for good (WCAG 2.1.4); this browser keeps that.
 */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

const KEPT = 'tocsin-single-keys';
/** How long `g` waits for its letter. */
const LEAD_MS = 1_500;
/** How long a row may take to go, once its key was pressed. */
const PLACE_MS = 10_000;
const ROWS = 'a.row, [data-row]';
/** What stands around the link of a row, with the controls beside it. */
const ROW = 'li, article';
const TYPING =
  'textarea, select, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])';

const listeners = new Set<() => void>();

export const singleKeys = {
  areOn: (): boolean => localStorage.getItem(KEPT) !== 'off',

  set(on: boolean): void {
    if (on) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, 'off');
    for (const listener of listeners) listener();
  },
};

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, singleKeys.areOn);
}

/** How the keys of the palette are called on this machine. */
export const PALETTE_KEYS = navigator.platform.startsWith('Mac') ? '⌘ K' : 'Ctrl K';

interface KeyActs {
  palette(): void;
  list(): void;
  /** A letter after `g`. @returns whether a page has it */
  goTo(letter: string): boolean;
}

export function useKeys(acts: KeyActs): void {
  const press = useEffectEvent(presser(acts));
  useEffect(() => {
    const hear = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}

/** Epoch milliseconds of the last `g`. */
let led = 0;

function presser(acts: KeyActs): (event: KeyboardEvent) => void {
  return (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') {
      // The editor has none of its own there; the browser would go to its address.
      event.preventDefault();
      return acts.palette();
    }
    const element = target instanceof Element ? target : document.body;
    if (event.defaultPrevented || ctrlKey || metaKey || altKey || event.isComposing || element.closest(TYPING)) return;
    if (singleKeys.areOn() && pressSingle(key, element, acts)) event.preventDefault();
  };
}

/** @returns whether the key did something */
function pressSingle(key: string, element: Element, acts: KeyActs): boolean {
  const dialog = element.closest('[role="dialog"]') ?? document.querySelector('[role="dialog"][aria-modal="true"]');
  const isLed = Date.now() - led < LEAD_MS;
  led = 0;
  if (key === 'j' || key === 'k') return isLed || move(dialog ?? document, element, key === 'j' ? 1 : -1);
  if (dialog === null || dialog.getAttribute('aria-modal') !== 'true') {
    if (isLed) return acts.goTo(key);
    if (key === 'g') {
      led = Date.now();
      return true;
    }
    if (key === '?') {
      acts.list();
      return true;
    }
    if (key === '/') return focusFilter();
  }
  return /^[a-z]$/.test(key) && pressOwn(key, element, dialog ?? document);
}

function move(within: ParentNode, element: Element, step: 1 | -1): boolean {
  const rows = [...within.querySelectorAll<HTMLElement>(ROWS)].filter((row) => row.checkVisibility());
  const at = rows.findIndex((row) => row === element || rowOf(row).contains(element));
  const next = rows[at < 0 ? 0 : at + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return rows.length > 0;
}

const rowOf = (link: Element): Element => link.closest(ROW) ?? link;

function pressOwn(key: string, element: Element, page: ParentNode): boolean {
  const own = `[aria-keyshortcuts="${key}"]:not(:disabled, [data-disabled])`;
  const row = element.closest(ROW);
  const found = [...(row ?? page).querySelectorAll<HTMLElement>(own)];
  // Where no row has the focus, none is meant.
  const control = row ? found[0] : found.find((one) => !one.closest(ROW));
  if (row && control) keepPlace(row, page);
  control?.click();
  return control !== undefined;
}

/** Where the row goes by what was pressed, the one after it has the focus, else the one before: the hands go on from there. */
function keepPlace(row: Element, page: ParentNode): void {
  const rows = [...page.querySelectorAll<HTMLElement>(ROWS)];
  const at = rows.findIndex((one) => row.contains(one));
  const watch = new MutationObserver(() => {
    if (row.isConnected) return;
    watch.disconnect();
    if (document.activeElement === document.body) [rows[at + 1], rows[at - 1]].find((one) => one?.isConnected)?.focus();
  });
  watch.observe(document.body, { childList: true, subtree: true });
  window.setTimeout(() => watch.disconnect(), PLACE_MS);
}

function focusFilter(): boolean {
  const field = document.querySelector<HTMLElement>('#page [role="search"] input');
  field?.focus();
  return field !== null;
}
