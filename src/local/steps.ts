// What the local run says while it starts: one line per step, live on a terminal, and errors that name the way out.

/** A fault of the local run that its user can mend. `message` says what is wrong, `wayOut` what to do about it. */
export class LocalError extends Error {
  override readonly name = 'LocalError';

  constructor(
    message: string,
    readonly wayOut: string,
  ) {
    super(message);
  }
}

interface RunningStep {
  title: string;
  note: string;
  startedAt: number;
  notedAt: number;
}

const QUIET_NOTE_MS = 10_000;
const REDRAW_MS = 100;
const running = new Set<RunningStep>();
let drawnLines = 0;
let redraw: NodeJS.Timeout | undefined;

/**
 * Runs one step of the start and prints `✓ title … 0.9 s`, or `✗ title … 0.9 s` before it passes the error on.
 * `note` shows progress: live on a terminal, elsewhere at most one line in 10 s. Steps may run side by side.
 */
export async function step<T>(title: string, run: (note: (text: string) => void) => Promise<T>): Promise<T> {
  const now = Date.now();
  const current: RunningStep = { title, note: '', startedAt: now, notedAt: now };
  running.add(current);
  drawSteps();
  redraw ??= process.stdout.isTTY ? setInterval(drawSteps, REDRAW_MS) : undefined;
  try {
    const result = await run((text) => showNote(current, text));
    finish(current, '✓');
    return result;
  } catch (error) {
    finish(current, '✗');
    throw error;
  }
}

function showNote(current: RunningStep, text: string): void {
  current.note = text;
  if (process.stdout.isTTY || Date.now() - current.notedAt < QUIET_NOTE_MS) return;
  current.notedAt = Date.now();
  process.stdout.write(`  ${current.title}: ${text}\n`);
}

function finish(current: RunningStep, mark: string): void {
  running.delete(current);
  erase();
  process.stdout.write(`${mark} ${current.title} … ${seconds(current)}\n`);
  drawSteps();
  if (running.size > 0) return;
  clearInterval(redraw);
  redraw = undefined;
}

/** Redraws the block of running steps at the bottom of the terminal; finished lines stay above it. */
function drawSteps(): void {
  if (!process.stdout.isTTY) return;
  erase();
  for (const current of running) {
    const line = `· ${current.title} … ${seconds(current)}${current.note && `  ${current.note}`}`;
    // A line that wraps could not be erased again.
    process.stdout.write(`${line.slice(0, (process.stdout.columns || 80) - 1)}\n`);
  }
  drawnLines = running.size;
}

function erase(): void {
  if (drawnLines > 0) process.stdout.write(`\x1b[${drawnLines}A\x1b[J`);
  drawnLines = 0;
}

function seconds(current: RunningStep): string {
  return `${((Date.now() - current.startedAt) / 1000).toFixed(1)} s`;
}
