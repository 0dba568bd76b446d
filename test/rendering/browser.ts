/** Pages in Chromium, one after the other in a frame that takes each width and scheme, and what a script in it saw. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findChromium } from '../support/chromium.js';

export const LONG_MS = 240_000;

const CHROMIUM = findChromium();
if (CHROMIUM === null) console.warn('SKIPPED: how e-mails look. There is no Chromium.');
/** Without a browser there is nothing to look with. */
export const inChromium = CHROMIUM === null ? describe.skip : describe;

/** What the reader's system prefers. */
type Scheme = 'light' | 'dark';

/** How one page looks in a frame. */
export interface Seen {
  name: string;
  width: number;
  scheme: Scheme;
  /** Of what can be scrolled to. */
  scrollWidth: number;
  paper: string;
  /** The least contrast of a text with what is behind it. */
  contrast: number;
  weakest: string;
  /** Words that are broken in two although one line has room for them. */
  broken: string[];
  /** Links that are filled with a colour. */
  loudButtons: number;
}

/** A frame, the pages that are set into it one after the other, and a script that writes what it saw into the document. */
function harness(pages: Readonly<Record<string, string>>, widths: readonly number[]): string {
  const given = JSON.stringify({ pages, widths }).replaceAll('<', '\\u003c');
  return `<!doctype html><meta charset="utf-8"><body><iframe height="900" style="border:0"></iframe><pre id="seen"></pre><script>(${look})(${given})</script>`;
}

/** Runs in the browser. */
const look = `function ({ pages, widths }) {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => numbers(color).slice(0, 3).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const isClear = (color) => /^rgba.*, 0\\)$/.test(color);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = one.ownerDocument.defaultView.getComputedStyle(one).backgroundColor;
      if (!isClear(color)) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const roomIn = (doc, element) => {
    const { paddingLeft, paddingRight } = doc.defaultView.getComputedStyle(element);
    return element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  };
  // A word on two lines; what no line has room for may be broken. Scripts without blanks have no words.
  const onSeveralLines = (doc, node) => {
    const range = doc.createRange();
    range.selectNodeContents(node);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  };
  const brokenIn = (doc, element) => [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim() && onSeveralLines(doc, node)).flatMap((node) =>
    [...node.data.matchAll(/（?[^\\s\\u3000-\\u303f\\uff00-\\uffef-]+）?/gu)].filter(({ 0: word, index }) => {
      if (/\\p{Script=Han}|\\p{Script=Hiragana}|\\p{Script=Katakana}/u.test(word)) return false;
      const range = doc.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
      const tops = new Set(lines.map(({ top }) => Math.round(top)));
      return tops.size > 1 && lines.reduce((sum, { width }) => sum + width, 0) <= roomIn(doc, element);
    }).map(([word]) => word));
  const see = (doc, name, width, scheme) => {
    const style = (element) => doc.defaultView.getComputedStyle(element);
    const texts = [...doc.querySelectorAll('[role=article] *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    const rated = texts.map((element) => {
      const [a, b] = [light(style(element).color), light(behind(element))];
      return { contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), text: element.textContent.trim().slice(0, 30) };
    });
    const weakest = rated.sort((a, b) => a.contrast - b.contrast)[0];
    return {
      name, width, scheme, scrollWidth: doc.scrollingElement.scrollWidth, paper: style(doc.body).backgroundColor,
      contrast: weakest.contrast, weakest: weakest.text, broken: texts.flatMap((element) => brokenIn(doc, element)),
      loudButtons: [...doc.querySelectorAll('a')].filter((link) => !isClear(style(link).backgroundColor)).length,
    };
  };
  addEventListener('load', async () => {
    const frame = document.querySelector('iframe');
    // A scheme has the same colours at each width. A page in a frame prefers what the frame has.
    const looks = widths.flatMap((width, at) => [[width, 'light'], ...(at === 0 ? [[width, 'dark']] : [])]);
    const seen = [];
    for (const [name, html] of Object.entries(pages)) {
      const doc = frame.contentDocument;
      doc.open();
      doc.write(html);
      doc.close();
      await Promise.all([...doc.images].map((image) => image.decode()));
      for (const [width, scheme] of looks) {
        frame.width = width;
        frame.style.colorScheme = scheme;
        seen.push(see(doc, name, width, scheme));
      }
    }
    document.getElementById('seen').textContent = JSON.stringify(seen);
  });
}`;

/** Each page at each width, and at the first one in the dark, too: one load for all. */
export async function seenIn(pages: Readonly<Record<string, string>>, widths: readonly number[]): Promise<Seen[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-mails-'));
  const page = join(folder, 'mails.html');
  await writeFile(page, harness(pages, widths));
  const flags = [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${folder}/profile`,
    '--virtual-time-budget=10000',
  ];
  try {
    const { stdout } = await promisify(execFile)(CHROMIUM as string, [...flags, '--dump-dom', `file://${page}`], {
      maxBuffer: 1e9,
      timeout: LONG_MS - 10_000,
    });
    const [, json = ''] = /<pre id="seen">([\s\S]*?)<\/pre>/.exec(stdout) ?? [];
    return JSON.parse(json.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
