// Ports of the embedded servers, on 127.0.0.1 only.
import { connect } from 'node:net';
import { listenOnce } from './launcher/port.js';

/** A port of 127.0.0.1 that nobody listens on now: the wanted one if it is free, else one that the system picks. */
export function freePort(wanted?: number): Promise<number> {
  return wanted === undefined ? listenOnce(0) : listenOnce(wanted).catch(() => listenOnce(0));
}

/** True if somebody answers on this port of 127.0.0.1; unlike `isPortFree` it can't get in the way of who wants to listen. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
