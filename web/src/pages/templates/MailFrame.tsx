/** An e-mail as a mail program shows it, in light or dark: a document of its own, whose policy lets nothing run (src/api/pages/mail-frame.ts). */
import { useEffect, useRef, useState } from 'react';

interface FrameProps {
  html: string;
  title: string;
  scheme: 'light' | 'dark';
}

const FIRST_HEIGHT = 420;
const LEAST_HEIGHT = 200;

/** Its styles for dark mode count, or do not, whatever the machine of who looks prefers. */
const inScheme = (html: string, scheme: 'light' | 'dark') =>
  html.replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? 'all' : 'not all');

export function MailFrame({ html, title, scheme }: FrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const [height, setHeight] = useState(FIRST_HEIGHT);
  useEffect(() => {
    const shown = frame.current?.contentDocument;
    if (!ready || !shown) return;
    // Read by its own document, whose policy counts then; a parser of ours would go by the policy of the app.
    shown.documentElement.innerHTML = inScheme(html, scheme);
    shown.documentElement.lang = /<html[^>]* lang="([\w-]+)"/.exec(html)?.[1] ?? '';
    // It is looked at: nobody leaves by it.
    for (const link of shown.querySelectorAll('a')) link.removeAttribute('href');
    const fit = () => setHeight(Math.max(LEAST_HEIGHT, shown.body.offsetHeight));
    const watch = new ResizeObserver(fit);
    watch.observe(shown.body);
    return () => watch.disconnect();
  }, [html, ready, scheme]);
  return (
    <iframe
      ref={frame}
      src="/mail-frame"
      title={title}
      onLoad={() => setReady(true)}
      style={{
        display: 'block',
        width: '100%',
        height,
        border: '1px solid var(--mantine-color-default-border)',
        borderRadius: 8,
        colorScheme: scheme,
      }}
    />
  );
}
