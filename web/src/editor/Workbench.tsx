/** Payload, code and result side by side. The code runs on the server alone; nothing is sent. */
import { Button, Group, Kbd, SegmentedControl, Skeleton, Text } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { lazy, type ReactNode, Suspense, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { chunk } from '../chunk.js';
import { trialClient } from '../data/client.js';
import type { PickedTypeFragment } from '../parts/eventTypePicker.generated.js';
import { Icon } from '../parts/Icon.js';
import { DOT, t } from '../words/t.js';
import type { Remark } from './CodeMirror.js';
import { type RanFragment, type TestTransformationInput, TryCodeDocument } from './editor.generated.js';
import { PayloadPane } from './PayloadPane.js';
import { type Choice, usePayload } from './payload.js';
import { ResultPane } from './ResultPane.js';

const CodeMirror = lazy(() => chunk(() => import('./CodeMirror.js')));

/** It runs by itself when somebody stops writing for so long, milliseconds. */
const PAUSE_MS = 900;

interface WorkbenchProps {
  code: string;
  onCode(code: string): void;
  eventTypes: readonly PickedTypeFragment[];
  /** What it is tried on at first. */
  first: Choice;
  /** A line to begin at. */
  line?: number;
  /** The endpoint's, secrets in it masked: what the handler may do depends on its host. */
  url: string;
  /** The endpoint's. */
  channel: TestTransformationInput['channel'];
  onSave?(): void;
  /** Beside the button that tests. */
  acts?: ReactNode;
}

type Pane = 'payload' | 'code' | 'result';

/** "Line 3: …", as each language writes it. */
const LINE = /^\D{1,8}(\d+)[^\d:：]{0,4}[:：]/;

function remarksOf(result: RanFragment | null): Remark[] {
  if (!result) return [];
  const failed: Remark[] =
    result.error && result.line ? [{ line: result.line, text: result.error, severity: 'error' }] : [];
  const warned = result.warnings.flatMap((text): Remark[] => {
    const line = LINE.exec(text)?.[1];
    return line ? [{ line: Number(line), text, severity: 'warning' }] : [];
  });
  return [...failed, ...warned];
}

export function Workbench(props: WorkbenchProps) {
  const { code, onCode, eventTypes, first, line, url, channel, onSave = () => {}, acts } = props;
  const payload = usePayload(first);
  const { result, fault, running, run } = useRun(code, payload.value, payload.eventType, { url, channel });
  const [pane, setPane] = useState<Pane>('code');
  const [goTo, setGoTo] = useState(line === undefined ? null : { line });
  const remarks = useMemo(() => remarksOf(result), [result]);
  const test = () => {
    run();
    setPane('result');
  };
  const webhook = useMemo(
    () => ({
      method: 'POST',
      url,
      headers: {},
      payload: payload.value ?? {},
      eventType: payload.eventType,
      cancel: false,
    }),
    [url, payload.value, payload.eventType],
  );
  const keys = useMemo(() => eventTypes.map(({ key }) => key), [eventTypes]);
  const toLine = (one: number) => {
    setPane('code');
    setGoTo({ line: one });
  };
  return (
    <>
      <Bar acts={acts} onTest={test} running={running} />
      <SegmentedControl
        className="workbench-tabs"
        fullWidth
        aria-label={t('code.pane')}
        value={pane}
        onChange={(value) => setPane(value as Pane)}
        data={(['payload', 'code', 'result'] as const).map((value) => ({ value, label: t(`code.${value}`) }))}
      />
      <div className="workbench">
        <PayloadPane payload={payload} eventTypes={eventTypes} shown={pane === 'payload'} />
        <section aria-label={t('code.code')} data-shown={pane === 'code' || undefined}>
          <Suspense fallback={<Skeleton height="100%" aria-hidden="true" />}>
            <CodeMirror
              {...{ code, onCode, webhook, eventTypes: keys, remarks, goTo, onSave, onTest: test }}
              label={t('code.code')}
            />
          </Suspense>
        </section>
        <ResultPane result={result} fault={fault} shown={pane === 'result'} onLine={toLine} />
      </div>
    </>
  );
}

interface BarProps {
  acts: ReactNode;
  onTest(): void;
  running: boolean;
}

function Bar({ acts, onTest, running }: BarProps) {
  return (
    <Group mb="xs" gap="xs" justify="space-between">
      <Text size="xs" c="dimmed" visibleFrom="sm">
        <Kbd size="xs">Ctrl ⌘</Kbd> <Kbd size="xs">↵</Kbd> {t('code.test')}
        {DOT}
        <Kbd size="xs">Esc</Kbd> <Kbd size="xs">Tab</Kbd> {t('code.leave')}
      </Text>
      <Group gap="xs">
        {acts}
        <Button variant="default" leftSection={<Icon name="play" size={14} />} onClick={onTest} loading={running}>
          {t('code.test')}
        </Button>
      </Group>
    </Group>
  );
}

/** Runs the code, and once more whenever somebody stopped changing it or the payload. */
function useRun(
  code: string,
  payload: unknown,
  eventType: string,
  { url, channel }: Pick<WorkbenchProps, 'url' | 'channel'>,
) {
  const [state, setState] = useState<{ result: RanFragment | null; fault?: CombinedError }>({ result: null });
  const [running, setRunning] = useState(false);
  const asked = useRef(0);
  const ready = code.trim() !== '' && payload !== null && payload !== undefined && eventType !== '';
  const run = async (visibly: boolean) => {
    if (!ready) return;
    asked.current += 1;
    const mine = asked.current;
    if (visibly) setRunning(true);
    const input = { code, payload, eventType, channel, url: URL.canParse(url) ? url : null };
    const { data, error } = await trialClient
      .query(TryCodeDocument, { input })
      .toPromise()
      .finally(() => setRunning(false));
    // Somebody wrote on meanwhile.
    if (mine === asked.current) setState({ result: data?.testTransformation ?? null, fault: error });
  };
  const runQuietly = useEffectEvent(() => void run(false));
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever one of these is another
  useEffect(() => {
    const timer = window.setTimeout(() => runQuietly(), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [code, payload, eventType, url]);
  return { ...state, fault: state.fault, running, run: () => void run(true) };
}
