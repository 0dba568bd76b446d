/** A mail server that keeps to a script: at each stage it says what a test wants, falls silent or hangs up. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

type Stage = 'connect' | 'rcpt' | 'data' | 'dot';

export interface ScriptedSmtp {
  url: string;
  /** Mails that were read to the final dot, whatever was said then. */
  mails: { to: string[]; raw: string }[];
  /** What it came to, in order. */
  reached: Stage[];
  /** An answer such as `450 4.2.0 not now`, or SILENT or HANG_UP; the usual answer where none is given. */
  script: Partial<Record<Stage, string>>;
  stop(): Promise<void>;
}

export const SILENT = 'silent';
export const HANG_UP = 'hang up';

export async function startScriptedSmtp(): Promise<ScriptedSmtp> {
  const sockets = new Set<Socket>();
  const smtp: ScriptedSmtp = { url: '', mails: [], reached: [], script: {}, stop: async () => undefined };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    talk(socket, smtp);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  smtp.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  smtp.stop = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return smtp;
}

function talk(socket: Socket, smtp: ScriptedSmtp): void {
  let unread = '';
  let to: string[] = [];
  let inMail = false;
  const say = (stage: Stage, usual: string): boolean => {
    smtp.reached.push(stage);
    const line = smtp.script[stage] ?? usual;
    if (line === HANG_UP) socket.resetAndDestroy();
    else if (line !== SILENT) socket.write(`${line}\r\n`, 'latin1');
    return line === usual;
  };
  const hear = (line: string): void => {
    if (/^RCPT/i.test(line)) {
      to.push(/<(.*)>/.exec(line)?.[1] ?? line);
      say('rcpt', '250 ok');
    } else if (/^DATA/i.test(line)) inMail = say('data', '354 go ahead');
    else if (/^MAIL/i.test(line)) {
      to = [];
      socket.write('250 ok\r\n');
    } else socket.write('250 ok\r\n');
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
        smtp.mails.push({ to, raw: heard });
        say('dot', '250 2.0.0 queued as 1');
      }
    }
  };
  socket.setEncoding('latin1').on('data', (chunk) => {
    unread += chunk;
    read();
  });
  say('connect', '220 test ESMTP');
}
