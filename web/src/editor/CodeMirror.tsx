/** The editor of a handler. A chunk of its own: it is loaded when code is on screen. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { completionsAt } from './completion.js';
import { look } from './look.js';

/** Something about one line, counted from 1. */
export interface Remark {
  line: number;
  text: string;
  severity: 'error' | 'warning';
}

export interface EditorProps {
  code: string;
  onCode(code: string): void;
  label: string;
  /** What the handler is given, for completion. */
  webhook: Record<string, unknown>;
  eventTypes: readonly string[];
  remarks: readonly Remark[];
  /** A line to go to; a new object goes there once more. */
  goTo: { line: number } | null;
  onTest(): void;
  onSave(): void;
}

export default function CodeMirror(props: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({ parent: host.current, state: stateOf(latest) });
    view.current = made;
    return () => made.destroy();
  }, []);
  const { code, remarks, goTo } = props;
  useEffect(() => {
    const made = view.current;
    const old = made?.state.doc.toString();
    if (made && old !== code) made.dispatch({ changes: { from: 0, to: old?.length, insert: code } });
  }, [code]);
  useEffect(() => {
    const made = view.current;
    if (made) made.dispatch(setDiagnostics(made.state, diagnosticsOf(made.state, remarks)));
  }, [remarks]);
  useEffect(() => {
    const made = view.current;
    if (!made || !goTo) return;
    const { from } = made.state.doc.line(Math.min(Math.max(goTo.line, 1), made.state.doc.lines));
    made.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
    made.focus();
  }, [goTo]);
  return <div ref={host} className="editor" />;
}

interface Latest {
  current: EditorProps;
}

function stateOf(latest: Latest): EditorState {
  const { code, label } = latest.current;
  const act = (run: 'onTest' | 'onSave') => () => {
    latest.current[run]();
    return true;
  };
  return EditorState.create({
    doc: code,
    extensions: [
      keymap.of([
        { key: 'Mod-Enter', run: act('onTest') },
        { key: 'Mod-s', run: act('onSave'), preventDefault: true },
      ]),
      look(),
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      javascript(),
      autocompletion({ override: [(context) => complete(context, latest.current)], activateOnTyping: true }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) latest.current.onCode(update.state.doc.toString());
      }),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...defaultKeymap,
        ...historyKeymap,
        ...lintKeymap,
        indentWithTab,
      ]),
    ],
  });
}

function complete(context: CompletionContext, { webhook, eventTypes }: EditorProps): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const found = completionsAt(before, context.state.doc.toString(), webhook, eventTypes);
  if (!found) return null;
  const options = found.options.map(({ label, detail }) => ({ label, detail, type: 'property' }));
  return { from: context.pos - found.typed, options, validFor: /^[\w$.]*$/ };
}

function diagnosticsOf({ doc }: EditorState, remarks: readonly Remark[]): Diagnostic[] {
  return remarks
    .filter(({ line }) => line >= 1 && line <= doc.lines)
    .map(({ line, text, severity }) => {
      const { from, to } = doc.line(line);
      return { from, to, severity, message: text };
    })
    .sort((a, b) => a.from - b.from);
}
