/** Words that docs/glossary.md replaced do not come back into names. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { parse, readSources, where } from '../support/syntax.js';

const GLOSSARY = readFileSync(new URL('../../../docs/glossary.md', import.meta.url), 'utf8');
const ROWS = GLOSSARY.split('\n').flatMap((line) => {
  const [, word, means, not] = /^\| \*\*(.+)\*\* \| (.+) \| (.*)\|$/.exec(line) ?? [];
  return word ? [{ word, means: means as string, not: not as string }] : [];
});
const REPLACED = new Set(ROWS.flatMap(({ not }) => [...not.matchAll(/`(\w+)`/g)].map(([, word]) => word as string)));

/** `RelayBell` and `BELL_MS` are made of words, `bell` one of them. Plurals count. */
const nameParts = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split('_')
    .map((word) => word.toLowerCase().replace(/s$/, ''));

const replacedNames = (files: readonly ts.SourceFile[]) => [
  ...where(files, (node) => ts.isIdentifier(node) && nameParts(node.text).some((word) => REPLACED.has(word))),
  ...files.map((file) => file.fileName).filter((path) => path.split(/[/.-]/).some((word) => REPLACED.has(word))),
];

describe('the glossary', () => {
  it('has each word once', () => {
    const words = ROWS.flatMap(({ word }) => word.split(', '));
    expect(words.length).toBeGreaterThan(50);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });

  it('no name is made of a word that it replaced', () => {
    expect([...REPLACED]).toEqual(expect.arrayContaining(['bell', 'gate', 'door', 'climb', 'rung', 'upkeep']));
    expect(replacedNames(readSources())).toEqual([]);
    const old = parse('src/relay-bell.ts', 'class PaymentGate { climbLadder(door: Door) {} }; const RUNGS = 3;');
    expect(replacedNames([old])).toHaveLength(5 + 1);
  });

  it('nor does a comment bring back a picture that the program was once told in', () => {
    const PICTURE = /Gate|Bell|Door|Reach|climb|rung|tellTeam|worded|upkeep/;
    const telling = (files: readonly ts.SourceFile[]) =>
      files.filter(({ text }) => PICTURE.test(text)).map((file) => file.fileName);
    expect(telling(readSources())).toEqual([]);
    expect(telling([parse('src/a.ts', '// A rung of the ladder.')])).toEqual(['src/a.ts']);
  });

  it('no source refers to a paper that is not in the repository', () => {
    const PAPER = /\bDESIGN\b|\bknowledge\/|\bcontracts\/|\bcontracts' |\bthe seeds\b|\bseeds' /i;
    const referring = (files: readonly ts.SourceFile[]) =>
      files.filter(({ text }) => PAPER.test(text)).map((file) => file.fileName);
    expect(referring(readSources())).toEqual([]);
    expect(referring([parse('src/a.ts', '// The order is total (DESIGN 6).')])).toEqual(['src/a.ts']);
  });
});
