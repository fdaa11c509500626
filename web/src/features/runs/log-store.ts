/** One line of a run's output. */
export interface LogLine {
  phase: string
  text: string
}

// Colours, cursor moves, titles and all other control codes are dropped; what is left is text and nothing else.
const codes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
export const plain = (text: string) => text.replace(codes, '')

/** A log that grows: lines come in at any pace, and are told of once a frame. */
export class LogStore {
  private lines: LogLine[] = []
  private listeners = new Set<() => void>()
  private asked = false
  /** Changes with every telling, for React to see. */
  version = 0

  get all(): readonly LogLine[] {
    return this.lines
  }

  append(phase: string, text: string) {
    for (const line of text.replace(/\n$/, '').split('\n')) this.lines.push({ phase, text: plain(line) })
    this.tell()
  }

  clear() {
    this.lines = []
    this.tell()
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private tell() {
    if (this.asked) return
    this.asked = true
    // A frame in the foreground; a timer, which runs in the background too.
    setTimeout(() => {
      this.asked = false
      this.version++
      for (const listener of this.listeners) listener()
    }, 16)
  }
}
