// How our e-mails look in a real browser, narrow and wide, light and dark. Runs where `chromium` is on the PATH.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { escapeHtml } from '../../src/channels/rendering/html.js';
import { PAGES } from './pages.js';

const LONG_MS = 180_000;
const WIDTHS = [320, 800] as const;
const hasChromium = spawnSync('chromium', ['--version']).status === 0;

interface Seen {
  name: string;
  width: number;
  /** Of what can be scrolled to. */
  scrollWidth: number;
  paper: string;
  /** The least contrast of a text with what is behind it. */
  contrast: number;
  weakest: string;
}

/** Every page in a frame of every width, and a script that writes what it saw into the document. */
function harness(): string {
  const frames = Object.entries(PAGES).flatMap(([name, html]) =>
    WIDTHS.map(
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
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = one.ownerDocument.defaultView.getComputedStyle(one).backgroundColor;
      if (!/^rgba.*, 0\\)$/.test(color)) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const see = (frame) => {
    const doc = frame.contentDocument;
    const style = (element) => doc.defaultView.getComputedStyle(element);
    const texts = [...doc.querySelectorAll('[role=article] *')].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    const rated = texts.map((element) => {
      const [a, b] = [light(style(element).color), light(behind(element))];
      return { contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), text: element.textContent.trim().slice(0, 30) };
    });
    const weakest = rated.sort((a, b) => a.contrast - b.contrast)[0];
    return { name: frame.name, width: frame.width * 1, scrollWidth: doc.scrollingElement.scrollWidth, paper: style(doc.body).backgroundColor, contrast: weakest.contrast, weakest: weakest.text };
  };
  addEventListener('load', () => { document.getElementById('seen').textContent = JSON.stringify([...document.querySelectorAll('iframe')].map(see)); });
}`;

async function seenIn(scheme: 'light' | 'dark'): Promise<Seen[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-mails-'));
  const page = join(folder, 'mails.html');
  await writeFile(page, harness());
  // As Blink counts them: 0 is dark, 1 is light.
  const settings = `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`;
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}/profile`, settings];
  try {
    const { stdout } = await promisify(execFile)('chromium', [...flags, '--dump-dom', `file://${page}`], {
      maxBuffer: 1e8,
      timeout: LONG_MS - 10_000,
    });
    const [, json = ''] = /<pre id="seen">([\s\S]*?)<\/pre>/.exec(stdout) ?? [];
    return JSON.parse(json.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Without a browser there is nothing to look with: the report says that these were skipped. */
const inChromium = hasChromium ? describe : describe.skip;

inChromium('e-mails in Chromium (needs chromium on the PATH)', () => {
  it.each([
    ['light', 'rgb(239, 237, 232)'],
    ['dark', 'rgb(20, 23, 26)'],
  ] as const)(
    'fit 320 and 800 pixels and can be read: %s',
    async (scheme, paper) => {
      const seen = await seenIn(scheme);
      expect(seen).toHaveLength(Object.keys(PAGES).length * WIDTHS.length);
      expect(seen.filter(({ width, scrollWidth }) => scrollWidth > width)).toEqual([]);
      // WCAG 2.2, 1.4.3.
      expect(seen.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
      expect(new Set(seen.map((one) => one.paper))).toEqual(new Set([paper]));
    },
    LONG_MS,
  );
});
