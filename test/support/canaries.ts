/**
 * Canaries: unmistakable values that stand for what is personal or secret, and the search for them where nothing of that kind may
 * be: logs, metrics, traces, and what Temporal keeps. They are looked for as they are, in other letters, split by whatever is no
 * letter or digit, and encoded.
 */

export interface Canary {
  /** What it stands for: `the customer’s address`. */
  what: string;
  /** Of an address, the part before the @ is enough, and finds it where only that part stands. */
  text: string;
}

export interface Found {
  what: string;
  /** How it stood there: `as it is`, `base64`. */
  form: string;
  /** With what stands around it. */
  near: string;
}

/** Shorter ones could be found by chance. */
const SHORTEST = 8;
const AROUND = 60;

/** Lower case, and nothing but letters and digits; line breaks as JSON and quoted-printable write them are none. */
const squeezed = (text: string) =>
  text
    .replace(/\\[nrt]|=\r?\n/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();

/** The alphabet of URLs and the usual one are the same here. */
const asUsualBase64 = (text: string) =>
  text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/\\[nrt]/g, '');

/** As the text stands in the base64 of whatever it is a part of: by how many bytes come before it, without what its neighbours decide. */
function base64Of(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const encoded = bytes.toString('base64');
    const first = Math.ceil((before * 8) / 6);
    return encoded.slice(first, Math.floor((bytes.length * 8) / 6));
  });
}

const FORMS: { form: string; read: (text: string) => string; write: (canary: string) => string[] }[] = [
  { form: 'as it is', read: (text) => text.toLowerCase(), write: (canary) => [canary.toLowerCase()] },
  { form: 'split', read: squeezed, write: (canary) => [squeezed(canary)] },
  {
    form: 'encoded for a URL',
    read: (text) => text.toLowerCase(),
    write: (canary) => [encodeURIComponent(canary).toLowerCase()],
  },
  { form: 'base64', read: asUsualBase64, write: base64Of },
  {
    form: 'hexadecimal',
    read: (text) => text.toLowerCase(),
    write: (canary) => [Buffer.from(canary).toString('hex')],
  },
];

/** Which canaries stand in the text, and how: one line for each and each form. @throws where one is too short to be unmistakable */
export function findCanaries(canaries: readonly Canary[], text: string): Found[] {
  for (const canary of canaries)
    if (squeezed(canary.text).length < SHORTEST) throw new Error(`${canary.what} is too short: ${canary.text}`);
  return FORMS.flatMap(({ form, read, write }) => {
    const readText = read(text);
    return canaries.flatMap(({ what, text: canary }) => {
      const at = write(canary)
        .map((written) => readText.indexOf(written))
        .find((place) => place >= 0);
      return at === undefined ? [] : [{ what, form, near: readText.slice(Math.max(0, at - AROUND), at + 2 * AROUND) }];
    });
  });
}
