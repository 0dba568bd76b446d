/** Opens the web app for who sits before this machine. */
import { spawn } from 'node:child_process';

/** What is known of where the program runs. */
export interface Seat {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  /** Somebody reads what is printed; a program that starts us is nobody. */
  isTerminal: boolean;
}

const here = (): Seat => ({ platform: process.platform, env: { ...process.env }, isTerminal: process.stdout.isTTY });

/** Anything that these say means that nobody looks at a screen of this machine. */
const ELSEWHERE = ['CI', 'SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY'];
const SCREENS = ['DISPLAY', 'WAYLAND_DISPLAY'];

/** The program that opens an address in the browser of this desktop; null: there is no desktop, or nobody before it. */
export function browserOpener({ platform, env, isTerminal }: Seat = here()): string | null {
  if (!isTerminal || ELSEWHERE.some((name) => env[name])) return null;
  if (platform === 'darwin') return 'open';
  if (platform === 'win32') return 'explorer.exe';
  return SCREENS.some((name) => env[name]) ? 'xdg-open' : null;
}

/** Does not wait for it, and ends with nobody's browser. A desktop without such a program has the printed link. */
export function openBrowser(opener: string, url: string): void {
  const child = spawn(opener, [url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
