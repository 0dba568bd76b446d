/**
 * Sockets of clients, in a process of their own: of graphql-transport-ws, each with a key and one subscription, or bare ones that only
 * listen. Tells its parent when so many messages have come, and when the first and the last of them did.
 */
import { WebSocket } from 'ws';
import type { Answer, Asked } from '../harness/audience.js';

/** A server lets so many of one address in at once that have not said who they are. */
const AT_ONCE = 40;

let sockets: WebSocket[] = [];
let arrivals: number[] = [];
let wanted = 0;
let last = '';

function note(text: string): void {
  arrivals.push(performance.timeOrigin + performance.now());
  last = text;
  if (arrivals.length === wanted) tellArrivals();
}

function tellArrivals(): void {
  answer({ first: arrivals[0] ?? 0, last: arrivals.at(-1) ?? 0, text: last });
  [arrivals, wanted] = [arrivals.slice(wanted), 0];
}

const answer = (given: Answer) => void process.send?.(given);

/** Resolves when it listens. */
function open({ url, query, keys }: Extract<Asked, { open: number }>, number: number): Promise<WebSocket> {
  const socket = new WebSocket(url, query === null ? [] : ['graphql-transport-ws']);
  const say = (message: object) => socket.send(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code, reason) => reject(new Error(`closed: ${code} ${reason}`)));
    socket.on('message', (data) => {
      const text = String(data);
      // What is measured is not read: the time of a parser would be ours.
      if (query === null || text.includes('"type":"next"')) note(text);
      else if (text.includes('"type":"connection_ack"')) {
        say({ id: '1', type: 'subscribe', payload: { query } });
        // The server takes messages in order: what it answers comes after it listens.
        say({ type: 'ping' });
      } else if (text.includes('"type":"pong"')) resolve(socket);
      else if (text.includes('"type":"error"')) reject(new Error(text));
    });
    socket.once('open', () => {
      if (query === null) resolve(socket);
      else say({ type: 'connection_init', payload: { authorization: `Bearer ${keys[number % keys.length]}` } });
    });
  });
}

async function take(asked: Asked): Promise<void> {
  if ('open' in asked) {
    for (let number = 0; number < asked.open; number += AT_ONCE) {
      const more = Math.min(AT_ONCE, asked.open - number);
      sockets.push(...(await Promise.all(Array.from({ length: more }, (_, at) => open(asked, number + at)))));
    }
    answer({ opened: sockets.length });
  } else if ('expect' in asked) {
    wanted = asked.expect;
    if (wanted > 0 && arrivals.length >= wanted) tellArrivals();
  } else {
    for (const socket of sockets) socket.removeAllListeners('close').close();
    answer({ closed: sockets.length, unexpected: arrivals.length });
    [sockets, arrivals] = [[], []];
  }
}

process.on('message', (asked: Asked) => {
  take(asked).catch((error: unknown) => answer({ failed: String(error) }));
});
process.once('disconnect', () => process.exit());
