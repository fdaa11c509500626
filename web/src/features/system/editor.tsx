'use client'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { Validation } from '@/api/shapes'

const look = EditorView.theme({
  '&': { height: '100%', fontVariantNumeric: 'tabular-nums', fontSize: '12.5px', backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '19px' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--text3)', border: 'none', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 7%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 22%, transparent) !important' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-panels': { backgroundColor: 'var(--bg)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-panels input, .cm-panels button': { fontFamily: 'var(--font-sans)', fontSize: '12px' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', border: '1px solid var(--edge)', borderRadius: '4px', color: 'var(--text)' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--surface)', border: '1px solid var(--line2)', borderRadius: '4px', color: 'var(--text)' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', border: '1px solid var(--line2)', borderRadius: '6px', color: 'var(--text)', fontFamily: 'var(--font-sans)' },
  '.cm-diagnostic': { padding: '6px 10px', maxWidth: '70ch' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--critical)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--medium)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--sunken)', border: 'none', color: 'var(--text2)' },
})

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'var(--text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--update)' },
  { tag: tags.comment, color: 'var(--text3)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--text2)' },
  { tag: [tags.keyword, tags.meta, tags.labelName], color: 'var(--replace)' },
])

interface Props {
  text: string
  readOnly: boolean
  diagnostics: Validation['diagnostics']
  /** A line to go to, from 1. */
  line: number | null
  onChange: (text: string) => void
  /** With the text as it is, which the page may learn of a moment later. */
  onSave: (text: string) => void
}

/** A YAML editor; what is wrong in it the platform says. */
export function Editor({ text, readOnly, diagnostics, line, onChange, onSave }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const calls = useRef({ onChange, onSave })
  calls.current = { onChange, onSave }
  const locked = useRef(new Compartment())

  useEffect(() => {
    // In a shadow tree the editor's styles come as style sheets; in the page they would be elements, which its policy forbids.
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' })
    const made = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          search({ top: true }),
          yaml(),
          syntaxHighlighting(colors),
          look,
          EditorView.contentAttributes.of({ 'aria-label': 'Manifest', tabindex: '0' }),
          locked.current.of(EditorState.readOnly.of(readOnly)),
          keymap.of([
            {
              key: 'Mod-s',
              preventDefault: true,
              run: (editor) => {
                calls.current.onSave(editor.state.doc.toString())
                return true
              },
            },
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            // Escape and then Tab leaves the editor, as everywhere in CodeMirror.
            indentWithTab,
          ]),
          // Typing over a selection is done here: the browser's own way puts styles on elements, which the page's policy forbids.
          EditorView.domEventHandlers({
            beforeinput: (event, editor) => {
              if (event.inputType !== 'insertText' || event.data === null || editor.composing || editor.state.selection.main.empty) return false
              event.preventDefault()
              if (!editor.state.readOnly) editor.dispatch(editor.state.replaceSelection(event.data), { scrollIntoView: true, userEvent: 'input.type' })
              return true
            },
          }),
          EditorView.updateListener.of((update) => update.docChanged && calls.current.onChange(update.state.doc.toString())),
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
    // The text is the editor's own once it is there; from outside it changes only with a new key.
  }, [])

  useEffect(() => {
    view.current?.dispatch({ effects: locked.current.reconfigure(EditorState.readOnly.of(readOnly)) })
  }, [readOnly])

  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const doc = editor.state.doc
    const found: Diagnostic[] = diagnostics.map((d) => {
      const at = doc.line(Math.min(Math.max(1, d.line), doc.lines))
      const from = Math.min(at.from + Math.max(0, d.column - 1), at.to)
      const word = /^[^\s:]+/.exec(doc.sliceString(from, at.to))?.[0].length ?? 0
      return { from, to: Math.min(at.to, from + Math.max(1, word)), severity: d.severity, source: d.code, message: `${d.detail} ${d.mend}`.trim() }
    })
    editor.dispatch(setDiagnostics(editor.state, found))
  }, [diagnostics])

  useEffect(() => {
    const editor = view.current
    if (!editor || !line) return
    const at = editor.state.doc.line(Math.min(Math.max(1, line), editor.state.doc.lines))
    editor.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: 'center' }) })
    editor.focus()
  }, [line])

  return <div ref={host} className="h-full min-h-0 overflow-hidden" />
}
