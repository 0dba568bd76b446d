/** What a browser says of itself (User-Agent), as a name for people. The names are those of browsers and systems: no words of ours. */

/** The first that fits: most browsers name others as well. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const first = (names: readonly [RegExp, string][], text: string) => names.find(([sign]) => sign.test(text))?.[1];

/** `phone`: what it fits in. Null names: it does not say. */
export function agentOf(text: string): { browser: string | null; system: string | null; phone: boolean } {
  const [browser = null, system = null] = [first(BROWSERS, text), first(SYSTEMS, text)];
  return { browser, system, phone: /\biPhone\b|\bAndroid\b.*\bMobile\b/.test(text) };
}
