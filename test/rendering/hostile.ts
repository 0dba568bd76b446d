/** Texts of strangers that try to be more than text, and a reader of HTML that misses nothing that they could become. */

/** Ways into a page: elements, attributes, comments, entities, templates, odd encodings. */
export const VECTORS = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '</title><script>alert(1)</script>',
  '</style><script>alert(1)</script>',
  '</td></tr></table><h1>Owned</h1>',
  '<img src=x onerror=alert(1)>',
  '<img/src="x"/onerror="alert(1)">',
  '<svg/onload=alert(1)>',
  '<svg><animate onbegin=alert(1) attributeName=x>',
  '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">',
  '<a href="javascript:alert(1)">click</a>',
  'javascript:alert(1)',
  '<a href="https://evil.example">Open</a>',
  '<form action="https://evil.example"><input name=password>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<style>*{display:none}</style>',
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)' autofocus='",
  '" style="position:fixed;inset:0;background:url(https://evil.example)',
  '<!--',
  '--><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<ScRiPt >alert(1)</ScRiPt\n>',
  '<script\u0000>alert(1)</script>',
  '\u003cscript\u003ealert(1)\u003c/script\u003e',
  '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '`-alert(1)-`',
  '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  '<'.repeat(50),
];

/** An element with its attributes, which of all HTML is what our layout uses; `-->` ends a comment wherever it stands. */
const TAG = /<!--[\s\S]*?-->|<(?:!doctype|\/?[a-z][a-z0-9:]*)(?:\s+[a-z:-]+(?:="[^"<>]*")?)*\s*\/?>/gi;

/**
 * The tags of a page, comments among them, in order: each with the names of its attributes, and their values but for those
 * that `free` says. Whatever else holds a `<`, `>` or a loose `"` is a tag that broke out, and is listed too.
 */
export function tagsOf(html: string, free: readonly string[] = []): string[] {
  const sheetless = html.replace(/<style[^>]*>[\s\S]*?<\/style>/g, '<style>');
  const tags = sheetless.match(TAG) ?? [];
  const between = sheetless.replace(TAG, '');
  const value = new RegExp(`\\b(${free.join('|') || '-'})="[^"]*"`, 'g');
  return [...tags.map((tag) => tag.replace(value, '$1="…"')), ...(between.match(/[<>"]/g) ?? [])];
}
