/** Text made safe for HTML, element content and quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An e-mail address, or a long id of a provider, with the punctuation around it: where it may be broken, its tail begins. A placeholder in braces is neither. */
const LONG_NAME =
  /([("“„«‹[]*(?:[^\s@<>()[\]"“”„«»‹›,;:\u2066-\u2069]+@|(?<!\{)\b[a-z]{2,8}_(?:[a-z]{2,8}_)?(?=(?=\w*\d)\w{16,})))([^\s@<>()[\]"“”„«»‹›,;:\u2066-\u2069]*[\p{L}\p{N}][)"”“»›\].,;:!?]*)/gu;

/** What does not fit the line stands on one of its own, and is broken only where it does not fit that either. */
const OWN_LINE = '<span style="display:inline-block;max-width:100%">';

/** The same for the content of elements: an address that is longer than a line breaks after its `@`, a long id after its prefix. */
export function flowingHtml(text: string): string {
  let html = '';
  let at = 0;
  for (const { 0: whole, 1: head = '', 2: tail = '', index } of text.matchAll(LONG_NAME)) {
    html += `${escapeHtml(text.slice(at, index))}${OWN_LINE}${escapeHtml(head)}${OWN_LINE}${escapeHtml(tail)}</span></span>`;
    at = index + whole.length;
  }
  return html + escapeHtml(text.slice(at));
}
