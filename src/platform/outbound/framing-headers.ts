/** Headers that frame a message or route it: the HTTP client alone sets them, since contradicting ones allow request smuggling. */
const FRAMING = /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|proxy-.*)$/i;

export const isFramingHeader = (name: string): boolean => FRAMING.test(name);
