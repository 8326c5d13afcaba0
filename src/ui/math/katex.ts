/** KaTeX and its style sheet, behind a dynamic import: nothing here may load before the first paint. */
import katex from 'katex';
import css from 'katex/dist/katex.min.css?inline';

/** KaTeX's rules, to be adopted by each shadow root with a formula in it. */
export const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

// Fonts declared inside a shadow root are not found: the document needs the rules too.
document.adoptedStyleSheets.push(sheet);

/** Typesets `tex`, or null where KaTeX cannot. */
export function renderTex(tex: string): HTMLElement | null {
  const element = document.createElement('span');
  try {
    katex.render(tex, element, { throwOnError: true, strict: 'ignore', trust: false, maxExpand: 100 });
    return element;
  } catch {
    return null;
  }
}
