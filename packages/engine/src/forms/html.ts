/** HTML as text: escaping, and the page that prints on A4. Must not know forms. */

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Text of several lines, escaped. */
export function linesHtml(text: string): string {
  return text.split('\n').map(escapeHtml).join('<br>');
}

const style = `
@page { size: A4 portrait; margin: 20mm 18mm; }
* { box-sizing: border-box; }
html { font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif; font-size: 10.5pt; color: #000; background: #fff; }
body { max-width: 174mm; margin: 0 auto; padding: 6mm 0; line-height: 1.6; }
h1 { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Heiti SC", SimHei, sans-serif; font-size: 18pt; text-align: center; margin: 4mm 0 6mm; }
h2 { font-size: 12pt; margin: 6mm 0 2mm; }
.annex { margin: 0; }
.head { display: flex; justify-content: space-between; margin: 0 0 2mm; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.3mm solid #000; padding: 1.5mm 2mm; vertical-align: middle; text-align: left; overflow-wrap: anywhere; }
th { font-weight: normal; text-align: center; }
table.sheet > tbody > tr > th { width: 22mm; }
td.long { vertical-align: top; min-height: 20mm; height: 22mm; }
td.box { vertical-align: top; height: 40mm; }
th.short, td.short { white-space: nowrap; text-align: center; }
td.center { text-align: center; }
ol { margin: 0; padding-left: 5mm; }
.opinion { min-height: 14mm; }
.sealed { text-align: right; padding-right: 12mm; }
.signs { margin: 4mm 0 0; text-align: right; padding-right: 12mm; }
.note { margin: 3mm 0 0; }
.record { font-size: 9pt; color: #444; border-top: 0.2mm solid #999; margin-top: 6mm; padding-top: 1.5mm; }
a { color: #003a8c; }
@media print { body { max-width: none; padding: 0; } .screen { display: none; } }
`;

/** @param body already HTML; @param own style of this kind of page, after the common one */
export function htmlPage(title: string, body: string, lang: 'zh' | 'en' = 'zh', own = ''): string {
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}${own}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
