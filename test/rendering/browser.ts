/** Pages in Chromium, each in a frame of each width, and what a script in them saw. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { escapeHtml } from '../../src/channels/rendering/html.js';

export const LONG_MS = 240_000;

/** Without a browser there is nothing to look with: the report says that these were skipped. */
export const inChromium = spawnSync('chromium', ['--version']).status === 0 ? describe : describe.skip;

/** How one page looks in a frame. */
export interface Seen {
  name: string;
  width: number;
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

/** Every page in a frame of every width, and a script that writes what it saw into the document. */
function harness(pages: Readonly<Record<string, string>>, widths: readonly number[]): string {
  const frames = Object.entries(pages).flatMap(([name, html]) =>
    widths.map(
      (width) =>
        `<iframe name="${escapeHtml(name)}" width="${width}" height="900" style="border:0" srcdoc="${escapeHtml(html)}"></iframe>`,
    ),
  );
  return `<!doctype html><meta charset="utf-8"><body>${frames.join('')}<pre id="seen"></pre><script>(${look})()</script>`;
}

/** Runs in the browser. */
const look = `function () {
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
  const brokenIn = (doc, element) => [...element.childNodes].filter((node) => node.nodeType === 3).flatMap((node) =>
    [...node.data.matchAll(/（?[^\\s\\u3000-\\u303f\\uff00-\\uffef-]+）?/gu)].filter(({ 0: word, index }) => {
      if (/\\p{Script=Han}|\\p{Script=Hiragana}|\\p{Script=Katakana}/u.test(word)) return false;
      const range = doc.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
      const tops = new Set(lines.map(({ top }) => Math.round(top)));
      return tops.size > 1 && lines.reduce((sum, { width }) => sum + width, 0) <= roomIn(doc, element);
    }).map(([word]) => word));
  const see = (frame) => {
    const doc = frame.contentDocument;
    const style = (element) => doc.defaultView.getComputedStyle(element);
    const texts = [...doc.querySelectorAll('[role=article] *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    const rated = texts.map((element) => {
      const [a, b] = [light(style(element).color), light(behind(element))];
      return { contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), text: element.textContent.trim().slice(0, 30) };
    });
    const weakest = rated.sort((a, b) => a.contrast - b.contrast)[0];
    return {
      name: frame.name, width: frame.width * 1, scrollWidth: doc.scrollingElement.scrollWidth, paper: style(doc.body).backgroundColor,
      contrast: weakest.contrast, weakest: weakest.text, broken: texts.flatMap((element) => brokenIn(doc, element)),
      loudButtons: [...doc.querySelectorAll('a')].filter((link) => !isClear(style(link).backgroundColor)).length,
    };
  };
  addEventListener('load', () => { document.getElementById('seen').textContent = JSON.stringify([...document.querySelectorAll('iframe')].map(see)); });
}`;

/** @param scheme what the reader's system prefers. */
export async function seenIn(
  scheme: 'light' | 'dark',
  pages: Readonly<Record<string, string>>,
  widths: readonly number[],
): Promise<Seen[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-mails-'));
  const page = join(folder, 'mails.html');
  await writeFile(page, harness(pages, widths));
  // As Blink counts them: 0 is dark, 1 is light.
  const settings = `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`;
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}/profile`, settings];
  try {
    const { stdout } = await promisify(execFile)('chromium', [...flags, '--dump-dom', `file://${page}`], {
      maxBuffer: 1e9,
      timeout: LONG_MS - 10_000,
    });
    const [, json = ''] = /<pre id="seen">([\s\S]*?)<\/pre>/.exec(stdout) ?? [];
    return JSON.parse(json.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
