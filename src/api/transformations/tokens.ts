/**
 * Cuts JavaScript into words for lint: tolerant, since it reads code that is being written, and never wrong about where a
 * string or comment ends in code that runs. What is between `${` and `}` of a template is code like any other.
 */

export interface Token {
  kind: 'name' | 'number' | 'string' | 'sign';
  /** Of a string what stands between its quotes, as it is written. */
  text: string;
  /** Counted from 1. */
  line: number;
}

const SPACE = /\s+|\/\/[^\n\u2028\u2029]*|\/\*.*?(?:\*\/|$)/sy;
const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?n?/y;
const STRING = /'(?:[^'\\\n]|\\.?)*(?:'|(?=\n)|$)|"(?:[^"\\\n]|\\.?)*(?:"|(?=\n)|$)/sy;
/** Bounded: each slash of a hostile text would be read to its end. */
const REGEXP = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,200}\]){1,500}\/[a-z]*/y;
const SIGN = /===|!==|==|!=|\?\.|\?\?|&&|\|\||=>|\.\.\.|./suy;
/** Text of a template up to its end or to the next piece of code. */
const TEMPLATE = /(?:[^`\\$]|\\.?|\$(?!\{))*/sy;

/** After these a slash begins a regular expression; after anything else it divides. */
const BEFORE_VALUE =
  /^(?:[([{},;:=!&|?+\-*%~^<>]|=>|===?|!==?|&&|\|\||\?\?|return|typeof|case|in|of|do|else|void|throw)$/;

/** Reads as far as it is asked to: whoever waits for it shares a thread with everybody. */
export class TokenReader {
  private readonly tokens: Token[] = [];
  private at = 0;
  private line = 1;
  /** For each template that is open: how many braces are open in its code. */
  private readonly templates: number[] = [];

  constructor(private readonly code: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.code.length;
  }

  /** Reads on until there are `most` tokens or all; gives those of before, too. */
  read(most = Number.POSITIVE_INFINITY): readonly Token[] {
    while (!this.isAtEnd && this.tokens.length < most) this.step();
    return this.tokens;
  }

  private step(): void {
    if (this.take(SPACE) !== null) return;
    const { line } = this;
    const kinds: [Token['kind'], RegExp][] = [
      ...(this.code[this.at] === '/' && this.valueIsNext() ? ([['string', REGEXP]] as [Token['kind'], RegExp][]) : []),
      ['string', STRING],
      ['name', NAME],
      ['number', NUMBER],
      ['sign', SIGN],
    ];
    for (const [kind, pattern] of kinds) {
      const text = this.take(pattern);
      if (text === null) continue;
      if (kind === 'sign') this.sign(text, line);
      else this.add(kind, pattern === STRING ? text.slice(1).replace(/['"]$/, '') : text, line);
      return;
    }
  }

  private sign(text: string, line: number): void {
    const open = this.templates.at(-1);
    if (text === '`') this.template();
    else if (text === '}' && open === 0) {
      this.templates.pop();
      this.add('sign', '}', line);
      this.template();
    } else {
      const change = text === '{' ? 1 : text === '}' ? -1 : 0;
      if (open !== undefined) this.templates[this.templates.length - 1] = open + change;
      this.add('sign', text, line);
    }
  }

  /** Reads on in the text of a template. */
  private template(): void {
    const { line } = this;
    this.add('string', this.take(TEMPLATE) ?? '', line);
    if (this.code.startsWith('${', this.at)) {
      this.at += 2;
      this.templates.push(0);
      this.add('sign', '${', this.line);
    } else this.at += 1;
  }

  private valueIsNext(): boolean {
    const last = this.tokens.at(-1);
    return !last || (last.kind !== 'string' && (last.text === '${' || BEFORE_VALUE.test(last.text)));
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.code)?.[0];
    if (!found) return null;
    this.at += found.length;
    this.line += found.split('\n').length - 1;
    return found;
  }

  private add(kind: Token['kind'], text: string, line: number): void {
    this.tokens.push({ kind, text, line });
  }
}
