/** Whether a page fits its window: nothing wider than it, no text cut off, no word broken, no line that begins with the dot between two facts. */
import type { Page } from '@playwright/test';

/** One line for each text that is cut off, or stands outside of the window; what scrolls by itself may be wider. */
function textsCutOff(): string[] {
  const scrolls = (element: Element | null): boolean =>
    element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  /** For a screen reader alone, or behind something. */
  const isUnseen = (element: Element) =>
    element.clientWidth <= 1 || element.closest('[inert], [aria-hidden=true], .hidden-text');
  const say = (element: Element, why: string) =>
    `${why}: <${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent?.trim().slice(0, 60)}`;
  const hasText = (element: Element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  /** Whether it stands on two lines; an address and an id may. */
  const isBroken = (node: Node, { index, 0: word }: RegExpExecArray) => {
    if (/[@._/\d]|\p{Script=Han}/u.test(word.slice(0, -1))) return false;
    const lineOf = (at: number, which: number) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return Math.round([...range.getClientRects()].at(which)?.top ?? 0);
    };
    // A hyphen that stands before it, at the end of the line above, belongs to its first letter.
    return lineOf(index, -1) !== lineOf(index + word.length - 1, 0);
  };
  const brokenWords = (element: Element): string[] =>
    [...element.childNodes].flatMap((node) =>
      [...(node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '').matchAll(/[^\s\u00ad-]+/g)]
        .filter((word) => isBroken(node, word))
        .map(([word]) => word),
    );
  const lines: string[] = [];
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (!hasText(element) || !element.checkVisibility({ visibilityProperty: true }) || isUnseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect();
    if (text.width === 0 || scrolls(element)) continue;
    if (element.closest('h1, h2, h3, h4, button, label, [role=tab]'))
      lines.push(...brokenWords(element).map((word) => say(element, `broken: ${word}`)));
    if (text.right > innerWidth + 1 || text.left < -1) lines.push(say(element, 'outside of the window'));
    for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
      const { overflowX, display } = getComputedStyle(box);
      if (display === 'inline' || !/hidden|clip/.test(overflowX)) continue;
      const { left, right } = box.getBoundingClientRect();
      if (text.right > right + 1 || text.left < left - 1) lines.push(say(element, 'cut off'));
    }
  }
  return [...new Set(lines)];
}

/** One line for each line of text that begins with the dot between two facts: it belongs to the one before. */
function linesFromDots(): string[] {
  const lines: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    const parent = node.parentElement;
    if (!text.includes('·') || !parent?.checkVisibility({ visibilityProperty: true })) continue;
    let block = parent;
    while (getComputedStyle(block).display === 'inline' && block.parentElement) block = block.parentElement;
    for (const { index } of text.matchAll(/·/g)) {
      const [dot, before] = [document.createRange(), document.createRange()];
      dot.setStart(node, index);
      dot.setEnd(node, index + 1);
      before.setStart(block, 0);
      before.setEnd(node, text.slice(0, index).trimEnd().length);
      const { top, bottom, left } = dot.getBoundingClientRect();
      const beside = [...before.getClientRects()].some(
        (one) => one.top < bottom && one.bottom > top && one.left < left,
      );
      if (!beside && left > 0) lines.push(`begins with a dot: ${block.textContent?.trim().slice(0, 80)}`);
    }
  }
  return lines;
}

function wider(): string[] {
  const more = document.documentElement.scrollWidth - innerWidth;
  return more > 0 ? [`the page is ${more} px wider than the window`] : [];
}

/** All that does not fit of what is in sight. */
export const misfits = async (page: Page): Promise<string[]> => [
  ...(await page.evaluate(wider)),
  ...(await page.evaluate(textsCutOff)),
  ...(await page.evaluate(linesFromDots)),
];
