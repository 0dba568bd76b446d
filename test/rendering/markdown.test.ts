/** Markdown of a business in an e-mail to its customers: safe whatever stands in it, and readable as text. */
import fc from 'fast-check';
import { markdownFaults, renderMarkdown } from '../../src/channels/rendering/markdown.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { reasonText } from '../../src/i18n/reason-text.js';
import { tagsOf, VECTORS } from './hostile.js';

const html = (markdown: string) => renderMarkdown(markdown).html.html;
const text = (markdown: string) => renderMarkdown(markdown).text;
const faults = (markdown: string) => markdownFaults(markdown).map((reason) => reasonText(ENGLISH, reason));

const GUIDE = `## Install

1. Download it from [our site](https://larkspur.example/get?a=1&b=2).
2. Run \`larkspur activate <key>\`:
   - on **macOS** in *Terminal*
   - elsewhere in a shell

> Offline? Write to us.

\`\`\`sh
larkspur activate ABC
\`\`\`

Help: https://larkspur.example/help
`;

describe('activation instructions', () => {
  it('are set as HTML of our own', () => {
    const made = html(GUIDE);
    expect(made).toContain('<h3 dir="auto" style="margin:4px 0 8px;font-size:16px">Install</h3>');
    expect(made).toContain('<a href="https://larkspur.example/get?a=1&#38;b=2" style="color:inherit">our site</a>');
    expect(made).toContain('>larkspur activate &#60;key&#62;</code>');
    expect(made).toContain('<strong>macOS</strong> in <em>Terminal</em>');
    expect(made).toContain('>larkspur activate ABC</pre>');
    expect(made).toContain('<a href="https://larkspur.example/help" style="color:inherit">');
    expect(made).toMatch(/<ol [^>]*><li [^>]*>.*<ul [^>]*>.*<\/ul><\/li><\/ol>/s);
  });

  it('read well as text', () => {
    expect(text(GUIDE)).toBe(`Install

1. Download it from our site (https://larkspur.example/get?a=1&b=2).
2. Run larkspur activate <key>:
   - on macOS in Terminal
   - elsewhere in a shell

> Offline? Write to us.

    larkspur activate ABC

Help: https://larkspur.example/help`);
    expect(text('3. a\n4. b\n\n- [x] done\n- [ ] not yet')).toBe('3. a\n4. b\n\n- ☑ done\n- ☐ not yet');
    expect(text('| a | b |\n| - | - |\n| 1 | 2 |')).toBe('| a | b |\n| - | - |\n| 1 | 2 |');
  });

  it('have no picture: it is a link to one', () => {
    expect(html('![the dialog](https://x.example/a.png)')).toBe(
      '<p dir="auto" style="margin:0 0 12px"><a href="https://x.example/a.png" style="color:inherit">the dialog</a></p>',
    );
  });

  it('show HTML as text, in a line and as a block', () => {
    for (const vector of [...VECTORS, '<b onclick=x>hi</b>', '<div>\n<script>x</script>\n</div>', 'a <img src=x> b']) {
      const tags = tagsOf(html(vector), []);
      expect(tags.filter((tag) => /script|img|div|svg|iframe| on\w+=/i.test(tag))).toEqual([]);
    }
    expect(text('Use <your key>')).toBe('Use <your key>');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'mailto:a@b.example',
    '/activate',
    '#top',
    '//x.example',
    'https://a:b@x.example',
    'http://',
  ])('link to the web only: %s is refused, and is no link where it was stored', (href) => {
    for (const written of [`[here](${href})`, `![here](${href})`, `[here][1]\n\n[1]: ${href}`]) {
      expect(faults(written)).toEqual([expect.stringContaining('does not lead to the web')]);
      expect(html(written)).not.toContain('href');
      expect(text(written)).toBe('here');
    }
  });

  it.each([
    ['nothing', '', /empty/],
    ['blanks', ' \n ', /empty/],
    ['too many', 'x'.repeat(5_001), /5001 characters/],
    ['NUL', 'a\u0000b', /control/i],
    ['thousands of quotations', '>'.repeat(5_000), /12 levels/],
    ['many quotations', '> '.repeat(40), /12 levels/],
    ['lists that begin in one line', `Dear reader\n\n${'1. + '.repeat(900)}`, /12 levels/],
    ['a deep list', Array.from({ length: 40 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'), /12 levels/],
  ])('are refused with what is wrong: %s', (_, markdown, message) => {
    expect(faults(markdown)).toEqual([expect.stringMatching(message)]);
  });

  it('a rule of many dashes is no list', () => expect(faults('- '.repeat(40))).toEqual([]));

  it('that may be saved are always rendered, with our tags alone', () => {
    const pieces = fc.constantFrom(
      ...[
        '[a](https://x.example)',
        '**',
        '*',
        '`',
        '```\n',
        '\n',
        '\n\n',
        '- ',
        '1. ',
        '> ',
        '# ',
        '<b>',
        '<!--',
        '&lt;',
      ],
      ...['[', '](', ')', '!', '|', '---\n', '\\', '"', "'", '    ', 'word', '\t', '[r]: https://x.example\n', '[r]'],
    );
    const ours = /^<(\/?(p|h3|pre|blockquote|ul|ol|li|strong|em|s|code|a)|br|hr)[ >]/;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const markdown = parts.join('');
        if (markdownFaults(markdown).length > 0) return;
        const tags = html(markdown).match(/<[^>]*>/g) ?? [];
        for (const tag of tags) expect(tag).toMatch(ours);
        for (const [, href] of html(markdown).matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//);
        expect(typeof text(markdown)).toBe('string');
      }),
      { numRuns: 1_000 },
    );
  });
});
