/** Reading what a customer's own e-mail needs beside the facts. As in `read`, what is not usable is null. */
import { type CustomerDetails, INTERVAL_UNITS } from '../domain/customer-details.js';
import { canonicalTag } from '../i18n/tags.js';
import * as read from './body-fields.js';

const LONGEST_URL = 2_000;
const LONGEST_KEY = 10_000;

/** An address of the web that a customer may be sent to: https, without a login in it. */
export function webUrl(root: unknown, ...paths: string[]): string | null {
  for (const path of paths) {
    const value = read.text(root, path);
    const url = value && value.length < LONGEST_URL && URL.canParse(value) ? new URL(value) : null;
    if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url.href;
  }
  return null;
}

/** A BCP 47 tag, also as `pt_BR`: the first of the paths that has one. */
export function language(root: unknown, ...paths: string[]): string | null {
  for (const path of paths) {
    const tag = read.id(root, path)?.replaceAll('_', '-') ?? '';
    if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) continue;
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

/** A licence key with all its characters, also one of several lines; none where it could not be shown whole. */
export function licenseKey(root: read.Json, name: string): string | null {
  const value = Object.hasOwn(root, name) ? root[name] : null;
  const key = typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
  return key !== '' && key.length <= LONGEST_KEY && !/[^\P{Cc}\n]/u.test(key) ? key : null;
}

export function count(root: unknown, path: string): number | null {
  const value = read.integer(root, path);
  return value !== null && value > 0n && value < 1_000_000n ? Number(value) : null;
}

/** `Month` or `month`, with how many of them. */
export function interval(root: unknown, countPath: string, unitPath: string): CustomerDetails['interval'] {
  const word = read.text(root, unitPath)?.toLowerCase();
  const unit = INTERVAL_UNITS.find((known) => known === word);
  const many = count(root, countPath);
  return unit && many ? { count: many, unit } : null;
}
