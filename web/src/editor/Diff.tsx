/** What differs between two texts, with + and − before the lines, so that colour is not all that says it. */
import { Code } from '@mantine/core';
import { diffOf } from './diff.js';

const SIGNS = { same: ' ', old: '−', new: '+', fold: ' ' };

export function Diff({ before, after, label }: { before: string; after: string; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section aria-label={label} tabIndex={0} className="diff">
      <Code block>
        {diffOf(before, after).map(({ kind, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else, and are drawn once
          <div key={at} data-kind={kind}>
            {SIGNS[kind]} {text}
          </div>
        ))}
      </Code>
    </section>
  );
}
