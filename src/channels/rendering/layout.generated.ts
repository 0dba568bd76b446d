/** Made of layout.mjml by `npm run layout`; do not edit. */
export const LAYOUT = `<!doctype html>
<html lang="{{locale}}" dir="auto" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>{{subject}}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
td { overflow-wrap: anywhere; }
td.label { overflow-wrap: normal; }
.rows tr:first-child td { border-top: 0 !important; }
@media (max-width: 479px) {
.sheet > table > tbody > tr > td { padding: 24px 20px 20px !important; }
/* A label above its value: side by side, long words of either would have to break. */
.facts td { display: block !important; width: auto !important; }
.facts td.label { padding: 10px 0 0 !important; }
.facts td.value { padding: 0 0 10px !important; border-top: 0 !important; }
}
@media (prefers-color-scheme: dark) {
body, .page, .page > div { background: #14171a !important; background-color: #14171a !important; }
.sheet, .sheet > table { background: #1e2226 !important; background-color: #1e2226 !important; }
.ink div, .ink table, .ink td, .ink a { color: #ecebe7 !important; }
.muted div, .muted table, .muted a, td.muted { color: #a3acb5 !important; }
.line { border-color: #343a41 !important; }
.panel div div { background: #2a3036 !important; color: #ecebe7 !important; }
.INFO div { color: #a3acb5 !important; }
.WARNING div { color: #f0b760 !important; }
.CRITICAL div { color: #ff9a92 !important; }
.logo img { height: 48px !important; background: #ffffff; padding: 6px; border-radius: 6px; }
}
</style>
<meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /><meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
</head>
<body  class="page" style="word-spacing:normal;background-color:#efede8;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{{preview}}</div>
<div
aria-label="{{subject}}" aria-roledescription="email" role="article" lang="{{locale}}" dir="auto" style="word-spacing:normal;background-color:#efede8;"
>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:584px;" width="584" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  style="margin:0px auto;max-width:584px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:28px 12px 8px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="sheet-outlook" width="584px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="sheet-outlook" role="presentation" style="width:560px;" width="560" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="sheet" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:560px;border-radius:10px;overflow:hidden;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;border-collapse:separate;"
>
<tbody>
<tr>
<td
style="border-top:4px solid {{edge}};border-radius:10px;direction:ltr;font-size:0px;padding:28px 32px 24px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:496px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%"
>
<tbody>
<!--logo-->
<tr>
<td
align="left" class="logo" style="font-size:0px;padding:0 0 20px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1;text-align:left;color:#1c2024;"
><img src="{{logoUrl}}" alt="{{business}}" height="36" style="box-sizing:border-box;height:36px;width:auto;max-width:100%;object-fit:contain;object-position:left;border:0" /></div>
</td>
</tr>
<!--/logo--><!--name-->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 0 20px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:15px;font-weight:600;line-height:1.5;text-align:left;color:#1c2024;"
>{{business}}</div>
</td>
</tr>
<!--/name--><!--eyebrow-->
<tr>
<td
align="left" class="{{severity}}" style="font-size:0px;padding:0 0 4px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:13px;font-weight:600;line-height:1.5;text-align:left;color:{{mark}};"
>{{eyebrow}}</div>
</td>
</tr>
<!--/eyebrow-->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 0 14px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:22px;font-weight:700;line-height:1.3;text-align:left;color:#1c2024;"
><h1 style="margin:0;font:inherit">{{title}}</h1></div>
</td>
</tr>
<!--paragraphs-->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 0 16px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1c2024;"
>{{text}}</div>
</td>
</tr>
<!--/paragraphs--><!--action-->
<tr>
<td
align="left" class="panel" style="font-size:0px;padding:0 0 20px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1c2024;"
><div style="padding:12px 16px;border-left:4px solid {{edge}};background:#f6f5f1">{{action}}</div></div>
</td>
</tr>
<!--/action--><!--key-->
<tr>
<td
align="left" class="muted" style="font-size:0px;padding:0 0 6px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#5b6470;"
>{{keyLabel}}</div>
</td>
</tr>
<tr>
<td
align="left" class="panel" style="font-size:0px;padding:0 0 20px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1c2024;"
><div style="padding:14px 16px;border-radius:6px;background:#f6f5f1;font-family:ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere">{{key}}</div></div>
</td>
</tr>
<!--/key--><!--instructions-->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 0 8px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:17px;font-weight:600;line-height:1.5;text-align:left;color:#1c2024;"
><h2 style="margin:0;font:inherit">{{instructionsTitle}}</h2></div>
</td>
</tr>
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:0 0 12px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:1.5;text-align:left;color:#1c2024;"
>{{markdown}}</div>
</td>
</tr>
<!--/instructions--><!--table-->
<tr>
<td
align="left" class="ink rows facts" style="font-size:0px;padding:0 0 20px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" width="100%" border="0" style="color:#1c2024;font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:15px;line-height:1.4;table-layout:auto;width:100%;border:none;"
>
<!--rows--><tr><td class="muted line label" width="36%" style="padding:8px 16px 8px 0;vertical-align:top;overflow-wrap:normal;color:#5b6470;border-top:1px solid #e6e3dc">{{label}}</td><td class="line value" style="padding:8px 0;vertical-align:top;overflow-wrap:anywhere;border-top:1px solid #e6e3dc">{{value}}</td></tr><!--/rows-->
</table>
</td>
</tr>
<!--/table--><!--list-->
<tr>
<td
align="left" class="ink rows" style="font-size:0px;padding:0 0 20px;word-break:break-word;"
>
<table
cellpadding="0" cellspacing="0" width="100%" border="0" style="color:#1c2024;font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:15px;line-height:1.4;table-layout:auto;width:100%;border:none;"
>
<!--lines--><tr><td class="muted line" style="padding:8px 16px 8px 0;vertical-align:top;white-space:nowrap;color:#5b6470;border-top:1px solid #e6e3dc">{{time}}</td><td class="line" width="100%" style="padding:8px 0;vertical-align:top;overflow-wrap:anywhere;border-top:1px solid #e6e3dc"><a href="{{url}}" style="color:#1c2024">{{title}}</a></td></tr><!--/lines-->
</table>
</td>
</tr>
<!--/list--><!--more-->
<tr>
<td
align="left" class="muted" style="font-size:0px;padding:0 0 16px;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:14px;line-height:1.5;text-align:left;color:#5b6470;"
>{{more}}</div>
</td>
</tr>
<!--/more--><!--button-->
<tr>
<td
align="left" style="font-size:0px;padding:0 0 4px;word-break:break-word;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="border-collapse:separate;line-height:100%;"
>
<tbody>
<tr>
<td
align="center" bgcolor="{{color}}" role="presentation" style="border:none;border-radius:6px;cursor:auto;mso-padding-alt:12px 22px;background:{{color}};" valign="middle"
>
<a
href="{{url}}" style="display:inline-block;background:{{color}};color:{{onColor}};font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:16px;font-weight:600;line-height:120%;margin:0;text-decoration:none;text-transform:none;padding:12px 22px;mso-padding-alt:0px;border-radius:6px;" target="_blank"
>
{{label}}
</a>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
<!--/button--><!--links-->
<tr>
<td
align="left" class="ink" style="font-size:0px;padding:12px 0 0;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:15px;line-height:1.5;text-align:left;color:#1c2024;"
><a href="{{url}}" style="color:#1c2024">{{label}}</a></div>
</td>
</tr>
<!--/links-->
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr><tr><td class="" width="584px" ><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:560px;" width="560" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  style="margin:0px auto;max-width:560px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:16px 32px 20px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:496px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%"
>
<tbody>
<tr>
<td
align="left" class="muted" style="font-size:0px;padding:0;word-break:break-word;"
>
<div
style="font-family:-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif;font-size:13px;line-height:1.5;text-align:left;color:#5b6470;"
>{{footer}}<!--footerLink--> <a href="{{url}}" style="color:#5b6470">{{label}}</a><!--/footerLink--></div>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>
`;
