/** How a business looks and is called in its e-mails. */

/** What a business chose; what is absent is ours. */
export interface BrandChoices {
  /** Stands above the text; else the name of the business. */
  name?: string;
  /** `#rrggbb`, lower case. */
  color?: string;
  /** An https address. */
  logoUrl?: string;
  /** Who e-mails come from; else the name in MAIL_FROM, and to customers that of the business. */
  fromName?: string;
  /** Where answers go. */
  replyTo?: string;
}

export const DEFAULT_COLOR = '#2f6f4f';

/** Black or white, whichever is easier to read on `color` (`#rrggbb`): the contrast is 4.58 or more (WCAG 2.2, 1.4.3 asks for 4.5). */
export function textOn(color: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16)));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff';
}

/** A channel of sRGB (0 to 255) as light (WCAG 2.2, relative luminance). */
function linear(channel: number): number {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
