// Decides which URLs and addresses the program may call, so that a URL of a user cannot reach the internal network (SSRF).
//
// Two checks are needed. Node never calls `lookup` for an IP literal, so `checkUrl` checks literals, in the form that the
// WHATWG parser gives them (it turns `0x7f.1` and `127。0。0。1` into 127.0.0.1). For names, `lookupFor` checks every
// address when the connection is made and returns exactly the checked ones, so that a second DNS answer never counts.
import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { ENGLISH } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { isPublicAddress, parseAddress } from './address.js';

const MAX_URL_LENGTH = 2_048;
const HTTPS_PORT = 443;

/** We did not send, and never will, until somebody changes the request or OUTBOUND_ALLOW. The message is the reason in English. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused';

  constructor(readonly reason: Reason) {
    super(reasonText(ENGLISH, reason));
  }
}

/** Resolves a host name to all its addresses, of both families. */
export type ResolveAll = (host: string) => Promise<LookupAddress[]>;

/** One entry of OUTBOUND_ALLOW; without a port it allows all ports. */
interface Allowance {
  readonly target: { name: string } | { range: [ipaddr.IPv4 | ipaddr.IPv6, number] };
  readonly port: number | null;
}

/** The rules for every outbound call; see the top of this file. */
export class OutboundGuard {
  readonly #allowances: readonly Allowance[];
  readonly #resolve: ResolveAll;

  /**
   * @param allow what OUTBOUND_ALLOW lists: exact host names, addresses or CIDRs, each optionally with a port
   * (`localhost`, `10.0.0.0/8`, `hooks.internal:8080`, `[::1]:8080`, `[fd00::/8]:443`). They may be called by http and
   * on any port. An address or CIDR also lets names through that resolve to it, but those only by https on port 443.
   * @throws Error for an entry that can't be read
   */
  constructor(allow: readonly string[], resolve: ResolveAll = (host) => dns.lookup(host, { all: true })) {
    this.#allowances = allow.map(parseAllowance);
    this.#resolve = resolve;
  }

  /**
   * Checks all that can be checked without DNS; forms can use it for validation.
   * @returns the parsed URL, the only form of it that may be called
   * @throws OutboundRefused
   */
  checkUrl(url: string): URL {
    if (url.length > MAX_URL_LENGTH) throw new OutboundRefused(makeReason('URL_TOO_LONG'));
    const parsed = URL.canParse(url) ? new URL(url) : null;
    if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') {
      throw new OutboundRefused(makeReason('URL_INVALID'));
    }
    if (parsed.username !== '' || parsed.password !== '') {
      throw new OutboundRefused(makeReason('URL_HAS_PASSWORD'));
    }
    const host = hostOf(parsed);
    if (host.split('.').includes('')) {
      throw new OutboundRefused(makeReason('HOST_EMPTY_PART', { host }));
    }
    if (!this.#allowsHost(host, portOf(parsed))) checkPublic(parsed, host);
    return parsed;
  }

  /**
   * A `lookup` for an `http.request` to `url`. It resolves every address, fails with OutboundRefused if any of them is
   * neither public nor allowed, and returns exactly the checked ones. It keeps no state: each connection is checked again.
   */
  lookupFor(url: URL): LookupFunction {
    return (host, options, callback) => {
      this.#addressesOf(host, portOf(url)).then(
        ([first, ...rest]) => {
          if (options.all) callback(null, [first, ...rest]);
          else callback(null, first.address, first.family);
        },
        (error) => callback(error, []),
      );
    };
  }

  /** Whether OUTBOUND_ALLOW names the host of this URL, by its name or as an address. */
  names(url: URL): boolean {
    return this.#allowsHost(hostOf(url), portOf(url));
  }

  async #addressesOf(host: string, port: number): Promise<[LookupAddress, ...LookupAddress[]]> {
    const [first, ...rest] = await this.#resolve(host);
    // One forbidden address among others is enough: otherwise an attacker would only have to wait until it is used.
    if (first && [first, ...rest].every(({ address }) => this.#allowsResolved(host, address, port))) {
      return [first, ...rest];
    }
    // The message does not name the addresses: they would show a tenant what the internal DNS knows.
    throw new OutboundRefused(makeReason('HOST_NOT_PUBLIC', { host }));
  }

  #allowsResolved(host: string, address: string, port: number): boolean {
    return isPublicAddress(address) || this.#allowsHost(host, port) || this.#allowsHost(address, port);
  }

  #allowsHost(host: string, port: number): boolean {
    const address = parseAddress(host);
    return this.#allowances.some((allowance) => {
      if (allowance.port !== null && allowance.port !== port) return false;
      if ('name' in allowance.target) return allowance.target.name === host;
      const [network, bits] = allowance.target.range;
      return address !== null && address.kind() === network.kind() && address.match(network, bits);
    });
  }
}

function checkPublic(url: URL, host: string): void {
  if (url.protocol !== 'https:') throw new OutboundRefused(makeReason('URL_NOT_HTTPS'));
  if (portOf(url) !== HTTPS_PORT) {
    throw new OutboundRefused(makeReason('URL_PORT', { port: portOf(url) }));
  }
  if (isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new OutboundRefused(makeReason('ADDRESS_NOT_PUBLIC', { host }));
  }
}

/** The host without the brackets that URLs put around IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? HTTPS_PORT : 80;
}

function parseAllowance(entry: string): Allowance {
  const parts = splitEntry(entry);
  const host = canonicalHost(parts?.host ?? '');
  const port = parts?.port === undefined ? null : Number(parts.port);
  const address = parseAddress(host);
  if (address !== null) {
    const width = address.kind() === 'ipv4' ? 32 : 128;
    const bits = Number(parts?.bits ?? width);
    if (bits <= width) return { target: { range: [address, bits] }, port };
  } else if (parts?.bits === undefined && /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host)) {
    return { target: { name: host }, port };
  }
  throw new Error(
    `OUTBOUND_ALLOW has the entry "${entry}"; use a host name, an address or a CIDR, each with or without :port.`,
  );
}

/** `host`, `host/bits`, `host:port`, `host/bits:port`; IPv6 needs brackets only where a port follows. */
function splitEntry(entry: string): { host?: string; bits?: string; port?: string } | undefined {
  const bareV6 = /^(?<host>[^[\]/]*:[^[\]/]*:[^[\]/]*)(\/(?<bits>\d{1,3}))?$/;
  const bracketed = /^\[(?<host>[^\]/]+)(\/(?<bits>\d{1,3}))?\](:(?<port>\d{1,5}))?$/;
  const other = /^(?<host>[^[\]/:]+)(\/(?<bits>\d{1,3}))?(:(?<port>\d{1,5}))?$/;
  return (bareV6.exec(entry) ?? bracketed.exec(entry) ?? other.exec(entry))?.groups;
}

/** The form in which `URL` would show this host, or '' if it is more or less than a host. */
function canonicalHost(host: string): string {
  const text = `http://${isIPv6(host) ? `[${host}]` : host}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.href === `http://${url?.host}/` ? hostOf(url) : '';
}
