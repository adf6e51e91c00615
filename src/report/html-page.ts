import { type Html, html } from './html.ts'
import { style, styleHash } from './html-style.ts'

/**
 * A page that needs nothing but itself: no script, no address is fetched, and of styles only ours counts, whatever a text in it says.
 */
export function htmlPage(title: string, body: Html): string {
  const policy = `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
  return page.html
}
