/**
 * The page's icons: one SVG file of symbols in `assets/`, drawn by `<wa-icon name="…">`. Nothing comes from a CDN: both of Web
 * Awesome's libraries, the default one and the one for the insides of its own elements, are replaced by ours.
 */
import '@awesome.me/webawesome/dist/components/icon/icon.js';
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';

const sheet = new URL('../../../assets/icons.svg', import.meta.url).href;

for (const name of ['default', 'system']) {
  registerIconLibrary(name, { resolver: (icon) => `${sheet}#${icon}`, spriteSheet: true, mutator: sized });
}

/** Drawings without a size of their own are 300 × 150 pixels for the pointer, whatever they look like. */
function sized(svg: SVGElement): void {
  svg.setAttribute('width', '1em');
  svg.setAttribute('height', '1em');
}
