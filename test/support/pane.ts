import { execFileSync, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

/** Whether there is a tmux, the real terminal of these tests. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0

const waitMs = 60_000
const ended = /^code (\d+)$/m

/** A program on a terminal of 120 columns, in a folder. */
export interface Pane {
  /** Keys by tmux's names (`Enter`, `Down`, `C-c`), or texts. */
  press(...keys: readonly string[]): void
  /** The screen with what has scrolled away, once it matches. */
  shows(pattern: RegExp): Promise<string>
  /** Its exit code, once it has ended. */
  ends(): Promise<number>
  cursorIsVisible(): boolean
}

export function runInPane(folder: string, ...command: readonly string[]): Pane {
  const socket = `backwright-${randomUUID()}`
  const tmux = (...words: readonly string[]) =>
    execFileSync('tmux', ['-L', socket, '-f', '/dev/null', ...words], { encoding: 'utf8' })
  // The shell tells the exit code: tmux 3.3a forgets that of a dead pane now and then.
  const shell = ['sh', '-c', '"$@"; echo "code $?"; exec sleep 600', 'sh']
  tmux('new-session', '-d', '-x', '120', '-y', '50', '-c', folder, ...shell, ...command)
  onTestFinished(() => void tmux('kill-server'))
  const screen = () => tmux('capture-pane', '-p', '-S', '-')
  return {
    press: (...keys) => void tmux('send-keys', ...keys),
    shows: (pattern) => until(screen, (text) => pattern.test(text), `the screen shows ${pattern}`),
    ends: async () => Number(ended.exec(await until(screen, (text) => ended.test(text), 'the program ends'))?.[1]),
    cursorIsVisible: () => tmux('display-message', '-p', '#{cursor_flag}').trim() === '1',
  }

  async function until(read: () => string, holds: (text: string) => boolean, what: string): Promise<string> {
    for (const end = Date.now() + waitMs; Date.now() < end; await sleep(100)) {
      const text = read()
      if (holds(text)) return text
    }
    throw new Error(`In vain: ${what}. The screen:\n${screen()}`)
  }
}
