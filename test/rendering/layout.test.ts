// The layout is what its source says, in the colours of the business, and fits wherever it is read.
import { readFile } from 'node:fs/promises';
import { LAYOUT } from '../../src/channels/rendering/layout.generated.js';
import { renderHtml } from '../../src/channels/rendering/layout.js';
import { textOn } from '../../src/domain/brand.js';
import { compileLayout, GENERATED } from './compile-layout.js';

const PAGE = { locale: 'en', subject: 'Payment failed', businessName: 'Nordlicht', brand: {}, footer: 'Why' } as const;

describe('the layout', () => {
  it('is compiled from its source; `npm run layout` does it again', async () => {
    if ((await readFile(GENERATED, 'utf8')) !== (await compileLayout()))
      throw new Error('layout.generated.ts is not fresh: run `npm run layout` and commit it');
  });

  it('asks for nothing from elsewhere, and has no slot where Outlook looks for conditions', () => {
    expect(LAYOUT).not.toMatch(/@import|<link|<script|url\(|src="(?!\{\{logoUrl)/);
    expect(LAYOUT.match(/<!--\[if[\s\S]*?<!\[endif\]-->/g)?.filter((part) => part.includes('{{'))).toEqual([]);
  });

  it('shows only what a page has, and leaves no mark of its own', () => {
    const bare = renderHtml(PAGE);
    expect(bare).not.toMatch(/\{\{|\}\}|<!--\/?[a-z]+-->|undefined|<a |<img|class="panel"|class="ink rows"/);
    const full = renderHtml({
      ...PAGE,
      severity: 'CRITICAL',
      eyebrow: 'Eyebrow',
      paragraphs: ['One', 'Two'],
      action: 'Act',
      key: { label: 'Your key', value: 'a  b\nc' },
      rows: [
        { label: 'Amount', value: '1' },
        { label: 'Customer', value: '2' },
      ],
      lines: [{ time: '10:00', title: 'Line', url: 'https://a.example/1' }],
      more: 'More',
      button: { label: 'Open', url: 'https://a.example/2' },
    });
    expect(full).not.toMatch(/\{\{|\}\}|<!--\/?[a-z]+-->|undefined/);
    const words = [
      'Eyebrow',
      'Payment failed',
      'One',
      'Two',
      'Act',
      'Your key',
      'a  b\nc',
      'Amount',
      '1',
      'Customer',
      '2',
    ];
    const shown = full
      .slice(full.indexOf('role="article"'))
      .replace(/<[^>]*>/g, '¦')
      .split(/¦[\s¦]*/);
    const places = [...words, '10:00', 'Line', 'More'].map((word) => shown.indexOf(word));
    expect(places.every((place, at) => place > (places[at - 1] ?? 0))).toBe(true);
  });

  it('breaks an address after its @ and a long id after its prefix where the line is too short, and nothing else', () => {
    const shown = (text: string) => /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(renderHtml({ ...PAGE, subject: text }))?.[1];
    const own = '<span style="display:inline-block;max-width:100%">';
    const flowing = (head: string, tail: string) => `${own}${head}${own}${tail}</span></span>`;
    expect(shown('Ask (o\'hara@a.example), not "x@y.example".')).toBe(
      `Ask ${flowing('(o&#39;hara@', 'a.example),')} not ${flowing('&#34;x@', 'y.example&#34;.')}`,
    );
    expect(shown('pi_aQNk2i5OQKn9ES4v6pi745Rc')).toBe(flowing('pi_', 'aQNk2i5OQKn9ES4v6pi745Rc'));
    for (const text of ['@nobody', 'a @ b', 'bank_transfer', 'a_rather_long_word_of_nobody', '€5@'])
      expect(shown(text)).toBe(text);
    expect(shown('<b>@<i>.example')).toBe('&#60;b&#62;@&#60;i&#62;.example');
  });

  it('has the colours and the name, or the logo, of the business', () => {
    const button = { label: 'Open', url: 'https://a.example' };
    const plain = renderHtml({ ...PAGE, button });
    expect(plain).toContain('background:#2f6f4f;color:#ffffff');
    expect(plain).toContain('>Nordlicht</div>');
    const yellow = renderHtml({ ...PAGE, button, brand: { color: '#ffdd00', name: 'Aurora' } });
    expect(yellow).toContain('background:#ffdd00;color:#000000');
    expect(yellow).toContain('border-top:4px solid #ffdd00');
    expect(yellow).toContain('>Aurora</div>');
    const logo = renderHtml({ ...PAGE, brand: { logoUrl: 'https://cdn.example/l.png' } });
    expect(logo).toContain('<img src="https://cdn.example/l.png" alt="Nordlicht"');
    expect(logo).not.toContain('>Nordlicht</div>');
  });

  it('keeps the colour of what is urgent, whatever that of the business is', () => {
    const brand = { color: '#ffdd00' };
    expect(renderHtml({ ...PAGE, brand, severity: 'CRITICAL' })).toContain('border-top:4px solid #b3261e');
    expect(renderHtml({ ...PAGE, brand, severity: 'WARNING' })).toContain('border-top:4px solid #a15c00');
  });
});

describe('the text on a colour', () => {
  it('is readable on every colour there is', () => {
    // Every sixth step of each channel: the contrast changes smoothly between them.
    const steps = Array.from({ length: 44 }, (_, at) => Math.min(255, at * 6));
    let least = Number.POSITIVE_INFINITY;
    for (const red of steps)
      for (const green of steps) for (const blue of steps) least = Math.min(least, contrastOf([red, green, blue]));
    expect(least).toBeGreaterThan(4.5);
  });

  it('is black on light and white on dark', () => {
    expect(['#ffffff', '#ffdd00', '#2f6f4f', '#000000', '#b3261e'].map(textOn)).toEqual([
      '#000000',
      '#000000',
      '#ffffff',
      '#ffffff',
      '#ffffff',
    ]);
  });
});

/** WCAG 2.2, by its own formula: between the colour and the text that we put on it. */
function contrastOf(rgb: number[]): number {
  const light = rgb.map((value) =>
    value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  const own = 0.2126 * (light[0] ?? 0) + 0.7152 * (light[1] ?? 0) + 0.0722 * (light[2] ?? 0);
  const text = textOn(`#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`) === '#ffffff' ? 1 : 0;
  return (Math.max(own, text) + 0.05) / (Math.min(own, text) + 0.05);
}
