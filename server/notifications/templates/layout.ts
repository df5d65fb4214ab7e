import { html, type Markup } from '../../platform/html.ts'

/**
 * The frame of every mail: tables and inline styles, which mail clients understand, at most 560 px wide, with colours
 * that a client in dark mode replaces or inverts well. `preview` is what a list of mails shows after the subject.
 */
export function layout(shop: Shop, { subject, preview, body, why }: Frame): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${subject}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) { .pad { padding-left: 22px !important; padding-right: 22px !important; } .outer { padding: 0 !important; } .card { border-radius: 0 !important; border-width: 1px 0 !important; } }
@media (prefers-color-scheme: dark) {
  .page { background: #111714 !important; } .card { background: #1a221e !important; border-color: #2c3832 !important; }
  .ink, .ink a { color: #f0f4f1 !important; } .soft { color: #a9b8af !important; } .rule { border-color: #2c3832 !important; }
  .brand { color: #7fd1a4 !important; } .box { background: #223029 !important; border-color: #34493e !important; }
  .button { background: #7fd1a4 !important; } .button a { color: #10231a !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f5f2;-webkit-text-size-adjust:100%;">
<div style="display:none;max-height:0;overflow:hidden;opacity:0;">${preview}${hiddenPadding}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background:#f3f5f2;">
<tr><td align="center" class="outer" style="padding:32px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="card" style="max-width:560px;background:#ffffff;border:1px solid #dfe5df;border-radius:14px;">
<tr><td class="pad" style="padding:28px 40px 0;${font}">
<a href="${shop.url}" class="brand" style="font-size:17px;font-weight:700;letter-spacing:-0.2px;color:#1d6b45;text-decoration:none;">${shop.name}</a>
</td></tr>
<tr><td class="pad ink" style="padding:22px 40px 34px;${font}font-size:16px;line-height:1.55;color:#18211c;">
${body}
</td></tr>
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;">
<tr><td class="pad soft" style="padding:18px 40px 28px;${font}font-size:13px;line-height:1.5;color:#5d6a62;">
${why} <a href="${shop.url}" class="soft" style="color:#5d6a62;">${shop.name}</a>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.markup
}

export const heading = (text: string): Markup =>
  html`<h1 class="ink" style="margin:0 0 14px;font-size:23px;line-height:1.25;font-weight:700;letter-spacing:-0.3px;color:#18211c;">${text}</h1>`

export const paragraph = (content: string | Markup): Markup =>
  html`<p style="margin:0 0 16px;">${content}</p>`

export const soft = (content: string | Markup): Markup =>
  html`<p class="soft" style="margin:0 0 16px;font-size:14px;color:#5d6a62;">${content}</p>`

/** A code as something one can read across the room, and select with one double click: it holds no spaces. */
export const bigCode = (code: string): Markup =>
  html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:4px 0 20px;"><tr>
<td align="center" class="box ink" style="padding:18px 8px;background:#eef5f0;border:1px solid #d3e4d9;border-radius:10px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:34px;line-height:1.2;font-weight:700;letter-spacing:7px;text-indent:7px;color:#18211c;">${code}</td>
</tr></table>`

export const button = (label: string, url: string): Markup =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:22px 0 4px;"><tr>
<td class="button" style="background:#1d6b45;border-radius:9px;"><a href="${url}" style="display:inline-block;padding:12px 22px;${font}font-size:16px;font-weight:600;color:#ffffff;text-decoration:none;">${label}</a></td>
</tr></table>`

const font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
// Keeps a client from filling the preview with the start of the body.
const hiddenPadding = { markup: '&#847;&zwnj;&nbsp;'.repeat(60) }

/** `url` without a slash at the end. */
export type Shop = { name: string; url: string }
export type Content = { subject: string; html: string; text: string }
/** `why`: why the reader gets this mail, as a sentence that the shop's name follows. */
type Frame = { subject: string; preview: string; body: Markup; why: string }
