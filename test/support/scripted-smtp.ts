/** A mail server that keeps to a script: at each stage it says what a test wants, falls silent or hangs up. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

type Stage = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data' | 'dot';

export interface ScriptedMail {
  to: string[];
  raw: string;
}

export interface ScriptedSmtp {
  url: string;
  /** Mails that were read to the final dot, whatever was said then. */
  mails: ScriptedMail[];
  /** What it came to, in order. */
  reached: Stage[];
  /** Those that are open now, and the most that ever were. */
  connections: { open: number; most: number };
  /** An answer such as `450 4.2.0 not now`, or SILENT, HANG_UP, CLOSE or DRIP; the usual answer where none is given. */
  script: Partial<Record<Stage, string>>;
  /** What is said of this mail, which was read to its end; without it, or where it gives nothing, the script holds. */
  judge: ((mail: ScriptedMail) => string | undefined) | null;
  /** Whether it asks for a login: any will do, unless the script says otherwise. */
  asksForLogin: boolean;
  /** `user:password`, as they were given. */
  logins: string[];
  /** Ends all connections, in the middle of whatever they do. */
  hangUp(): void;
  stop(): Promise<void>;
}

export const SILENT = 'silent';
export const HANG_UP = 'hang up';
/** Closes in order, without a word. */
export const CLOSE = 'close';
/** A byte every 20 ms, and never the end of a line. */
export const DRIP = 'drip';

export async function startScriptedSmtp(): Promise<ScriptedSmtp> {
  const sockets = new Set<Socket>();
  const connections = { open: 0, most: 0 };
  const stop = async () => undefined;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const asked = { asksForLogin: false, logins: [] };
  const smtp: ScriptedSmtp = {
    url: '',
    mails: [],
    reached: [],
    connections,
    script: {},
    judge: null,
    ...asked,
    hangUp,
    stop,
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    connections.most = Math.max(connections.most, ++connections.open);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        sockets.delete(socket);
        connections.open--;
      });
    talk(socket, smtp);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  smtp.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  smtp.stop = () => {
    hangUp();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return smtp;
}

function talk(socket: Socket, smtp: ScriptedSmtp): void {
  let unread = '';
  let to: string[] = [];
  let inMail = false;
  const say = (stage: Stage, usual: string, judged?: string): boolean => {
    smtp.reached.push(stage);
    const line = judged ?? smtp.script[stage] ?? usual;
    if (line === HANG_UP) socket.resetAndDestroy();
    else if (line === CLOSE) socket.end();
    else if (line === DRIP) {
      const drip = setInterval(() => socket.write('2'), 20);
      socket.on('close', () => clearInterval(drip));
    } else if (line !== SILENT) socket.write(`${line}\r\n`, 'latin1');
    return line === usual;
  };
  const hear = (line: string): void => {
    if (/^RCPT/i.test(line)) {
      to.push(/<(.*)>/.exec(line)?.[1] ?? line);
      say('rcpt', '250 ok');
    } else if (/^DATA/i.test(line)) inMail = say('data', '354 go ahead');
    else if (/^MAIL/i.test(line)) {
      to = [];
      say('mail', '250 ok');
    } else if (/^AUTH PLAIN/i.test(line)) {
      const [, user = '', password = ''] = Buffer.from(line.slice('AUTH PLAIN '.length), 'base64')
        .toString()
        .split('\0');
      smtp.logins.push(`${user}:${password}`);
      say('auth', '235 2.7.0 welcome');
    } else if (/^EHLO/i.test(line) && smtp.asksForLogin) socket.write('250-test\r\n250 AUTH PLAIN\r\n');
    else socket.write('250 ok\r\n');
  };
  const read = (): void => {
    for (;;) {
      const end = unread.indexOf(inMail ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const heard = unread.slice(0, end);
      unread = unread.slice(end + (inMail ? 5 : 2));
      if (!inMail) hear(heard);
      else {
        inMail = false;
        const mail = { to, raw: heard };
        smtp.mails.push(mail);
        say('dot', '250 2.0.0 queued as 1', smtp.judge?.(mail));
      }
    }
  };
  socket.setEncoding('latin1').on('data', (chunk) => {
    unread += chunk;
    read();
  });
  say('connect', '220 test ESMTP');
}
