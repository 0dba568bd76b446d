/** Reading what a customer's own e-mail needs beside the facts. As in `read`, what is not usable is null. */
import { SEEN } from '../domain/seen.js';
import { canonicalTag } from '../i18n/tags.js';
import * as read from './body-fields.js';

const LONGEST_KEY = 10_000;

/** A BCP 47 tag, also as `pt_BR`: the first of the paths that has one. */
export function language(root: unknown, ...paths: string[]): string | null {
  for (const path of paths) {
    const tag = read.id(root, path) ?? '';
    if (!/^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$/.test(tag)) continue;
    // What looks like a tag may be none: the next path may have one.
    const canonical = canonicalTag(tag);
    if (canonical) return canonical;
  }
  return null;
}

/** An amount in minor units that has the size of money. */
export function minorUnits(root: unknown, path: string): string | null {
  const amount = read.integer(root, path)?.toString() ?? '';
  return /^\d{1,18}$/.test(amount) ? amount : null;
}

/**
 * A license key with all its characters, also one of several lines; none where it could not be shown whole. The first of the paths
 * that has one.
 */
export function licenseKey(root: read.Json, ...paths: string[]): string | null {
  for (const path of paths) {
    const value = read.value(root, path);
    const written = Number.isSafeInteger(value) ? String(value) : value;
    const key = typeof written === 'string' ? written.replaceAll('\r\n', '\n').trim() : '';
    if (SEEN.test(key) && key.length <= LONGEST_KEY && !/[^\P{Cc}\n]/u.test(key)) return key;
  }
  return null;
}
