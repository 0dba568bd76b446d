/** Two texts line by line. Pure. */

export interface DiffLine {
  /** In both, in the old one alone, in the new one alone, or so many equal lines that are left out. */
  kind: 'same' | 'old' | 'new' | 'fold';
  text: string;
}

/** Above this the middle is old, then new: the table would be too large. */
const LINES_AT_MOST = 1_500;
/** Equal lines that stay beside what differs. */
const AROUND = 2;

export function diffOf(before: string, after: string): DiffLine[] {
  const [a, b] = [textLines(before), textLines(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const same = (lines: string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  const middle = middleOf(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return folded([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))]);
}

/** Nothing has no lines. */
const textLines = (text: string): string[] => (text === '' ? [] : text.split('\n'));

/** By the longest common subsequence. */
function middleOf(a: string[], b: string[]): DiffLine[] {
  const old = (text: string): DiffLine => ({ kind: 'old', text });
  const fresh = (text: string): DiffLine => ({ kind: 'new', text });
  if (a.length > LINES_AT_MOST || b.length > LINES_AT_MOST) return [...a.map(old), ...b.map(fresh)];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(old(left));
      i += 1;
    } else {
      lines.push(fresh(right ?? ''));
      j += 1;
    }
  }
  return lines;
}

function folded(lines: DiffLine[]): DiffLine[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, at): DiffLine[] => {
    if (near[at]) return [line];
    return near[at - 1] || at === 0 ? [{ kind: 'fold', text: '⋯' }] : [];
  });
}
