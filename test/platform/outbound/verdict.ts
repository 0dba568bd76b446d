// Asks the guard about a URL, with a small DNS of its own.
import { isIP } from 'node:net';
import { OutboundGuard, OutboundRefused } from '../../../src/platform/outbound/guard.js';

/** What "DNS" answers here; a name that isn't listed doesn't exist. */
const ZONE: Record<string, string[]> = {
  'example.com': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'xn--mnchen-3ya.example': ['93.184.215.14'],
  'hooks_v2.example.com': ['93.184.215.14'],
  localhost: ['127.0.0.1', '::1'],
  'shop.localhost': ['127.0.0.1'],
  '127.0.0.1.nip.io': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
  'mixed.example': ['93.184.215.14', '10.0.0.7'],
  'mixed6.example': ['93.184.215.14', '::ffff:10.0.0.7'],
  'zone.example': ['fe80::1%eth0'],
  'public-zone.example': ['2606:4700::1111%eth0'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'odd.example': ['0177.0.0.1'],
  'nothing.example': [],
};

async function resolve(host: string) {
  return (ZONE[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

/** True if a call would be made, false if OutboundRefused; any other error fails the row. */
export async function isAllowed(url: string, allow: readonly string[] = []): Promise<boolean> {
  const guard = new OutboundGuard(allow, resolve);
  try {
    const checked = guard.checkUrl(url);
    const host = checked.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0) return true; // Node connects to literals without a lookup
    const lookup = guard.lookupFor(checked);
    await new Promise<void>((done, fail) => lookup(host, { all: true }, (error) => (error ? fail(error) : done())));
    return true;
  } catch (error) {
    if (error instanceof OutboundRefused) return false;
    throw error;
  }
}
