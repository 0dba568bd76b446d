// Which IP addresses are on the public Internet. Pure.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * IPv4 ranges that are not for the public, from the IANA special-purpose registry
 * (https://www.iana.org/assignments/iana-ipv4-special-registry). They are spelled out, not taken from a library's
 * range names, so that an update of the library cannot allow one.
 */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8', // "this network"; Linux connects 0.0.0.0 to itself
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT; Alibaba's metadata service is 100.100.100.200
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's host agent, https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '169.254.0.0/16', // link-local, cloud metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // IETF protocols; Oracle's metadata service is 192.0.0.192
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // class E and broadcast
].map((range) => ipaddr.IPv4.parseCIDR(range));

/** What IANA assigned as global unicast; loopback, ULA, link-local, NAT64, SRv6 and multicast are outside of it. */
const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** The exceptions inside it, from https://www.iana.org/assignments/iana-ipv6-special-registry. */
const NOT_PUBLIC_V6 = [
  '2001::/23', // IETF protocols: Teredo, benchmarks, AMT, AS112, ORCHID, drone ids
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: carries any IPv4 address, private ones too
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
].map((range) => ipaddr.IPv6.parseCIDR(range));

const MAPPED_V4 = ipaddr.IPv6.parseCIDR('::ffff:0:0/96');
const COMPATIBLE_V4 = ipaddr.IPv6.parseCIDR('::/96');

/**
 * Parses an address in its canonical text form; an IPv6 address that only wraps an IPv4 address
 * (`::ffff:a.b.c.d`, `::a.b.c.d`) becomes that IPv4 address, because that is what it reaches.
 * @returns null for anything else, zone ids (`fe80::1%eth0`) included.
 */
export function parseAddress(ip: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (isIP(ip) === 0 || ip.includes('%')) return null;
  const address = ipaddr.parse(ip);
  if (address instanceof ipaddr.IPv4) return address;
  const wrapsV4 = address.match(MAPPED_V4) || address.match(COMPATIBLE_V4);
  return wrapsV4 ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;
}

/** Whether `ip` (canonical text form, without brackets) is on the public Internet; false if it is no address. */
export function isPublicAddress(ip: string): boolean {
  const address = parseAddress(ip);
  if (address === null) return false;
  if (address instanceof ipaddr.IPv4) return !NOT_PUBLIC_V4.some((range) => address.match(range));
  return address.match(GLOBAL_UNICAST_V6) && !NOT_PUBLIC_V6.some((range) => address.match(range));
}
