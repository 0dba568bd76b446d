/** What the handler made of the payload: the request that would go out, or why none would. */
import { Alert, Anchor, Badge, Code, Group, Stack, Text } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { ActFault } from '../parts/Fault.js';
import { number } from '../words/moments.js';
import { t } from '../words/t.js';
import type { RanFragment } from './editor.generated.js';

interface ResultProps {
  result: RanFragment | null;
  fault: CombinedError | undefined;
  shown: boolean;
  onLine(line: number): void;
}

/** In one sentence, for the head and for screen readers. */
function verdictOf(result: RanFragment): { color: string; words: string } {
  if (!result.ok) return { color: 'red', words: t('code.failed') };
  if (result.cancelled) return { color: 'gray', words: t('code.cancelled') };
  if (result.unchanged) return { color: 'gray', words: t('code.unchanged') };
  return { color: 'green', words: t('code.works') };
}

export function ResultPane({ result, fault, shown, onLine }: ResultProps) {
  const verdict = result && verdictOf(result);
  return (
    <section aria-label={t('code.result')} data-shown={shown || undefined}>
      <Group className="workbench-head" gap="xs" justify="space-between" mih={47} role="status">
        {verdict ? (
          <Badge variant="light" color={verdict.color}>
            {verdict.words}
          </Badge>
        ) : (
          <Text size="sm" c="dimmed">
            {t('code.result')}
          </Text>
        )}
        {result && (
          <Text size="xs" c="dimmed">
            {t('code.took', { ms: number(Math.max(0.1, Math.round(result.durationMs * 10) / 10)) })}
          </Text>
        )}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className="workbench-body" tabIndex={0}>
        <Stack p="sm" gap="sm">
          {fault && <ActFault error={fault} />}
          {!result && !fault && <Text size="sm">{t('code.noResult')}</Text>}
          {result?.error && <Failed message={result.error} line={result.line} onLine={onLine} />}
          {/* Below a long payload nobody would see them. */}
          {result && <Warnings warnings={result.warnings} />}
          {result?.ok && !result.cancelled && <Request result={result} />}
          {result && result.console.length > 0 && <Console lines={result.console} />}
        </Stack>
      </div>
    </section>
  );
}

function Failed({ message, line, onLine }: { message: string; line: number | null; onLine(line: number): void }) {
  return (
    <Alert color="red" title={line === null ? undefined : t('code.line', { line })}>
      <Text size="sm">{message}</Text>
      {line !== null && (
        <Anchor component="button" type="button" size="sm" c="inherit" td="underline" onClick={() => onLine(line)}>
          {t('code.toLine', { line })}
        </Anchor>
      )}
    </Alert>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Alert color="orange" title={t('code.warnings', { count: warnings.length })}>
      <Stack gap={4}>
        {warnings.map((warning) => (
          <Text size="sm" key={warning}>
            {warning}
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}

function readable(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

/** Those that the handler set. */
function headersOf({ headers }: RanFragment): [string, string][] {
  return Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, value]) => [name, String(value)]);
}

function Request({ result }: { result: RanFragment }) {
  const headers = headersOf(result);
  return (
    <>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Badge variant="filled" style={{ flex: 'none' }}>
          {result.method}
        </Badge>
        <Text size="xs" ff="monospace">
          {readable(result.url ?? '')}
        </Text>
      </Group>
      {headers.length > 0 && (
        <section aria-label={t('code.headers')}>
          <Code block style={{ whiteSpace: 'pre-wrap' }}>
            {headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
          </Code>
        </section>
      )}
      <Code block style={{ whiteSpace: 'pre-wrap' }}>
        {JSON.stringify(result.payload, null, 2)}
      </Code>
    </>
  );
}

function Console({ lines }: { lines: readonly string[] }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t('code.console', { count: lines.length })}
      </Text>
      <Code block style={{ whiteSpace: 'pre-wrap' }}>
        {lines.join('\n')}
      </Code>
    </div>
  );
}
