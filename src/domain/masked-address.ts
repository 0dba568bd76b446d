/**
 * An e-mail address for whoever need only recognise it, such as the readers of an endpoint: its first character and its domain.
 * Whatever is no address stays as it is.
 */
export const maskedAddress = (text: string): string => text.replace(/^(.).*(?=@)/, '$1…');
