/** The colours of tokens.css as canvases need them: computed, for the theme that is on. */

/** Colours by meaning; `runs` in the order of the colour-blind-safe sequence. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly hairline: string;
  readonly grid: string;
  readonly seen: string;
  readonly left: string;
  readonly right: string;
  readonly dead: string;
  readonly runs: readonly string[];
  readonly sans: string;
  readonly math: string;
}

const RUN_COLOURS = 8;

/** Reads the palette in force at `element`. */
export function paletteAt(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    paper: read('--paper'),
    ink: read('--ink'),
    ink2: read('--ink-2'),
    ink3: read('--ink-3'),
    hairline: read('--hairline'),
    grid: read('--grid'),
    seen: read('--seen'),
    left: read('--left'),
    right: read('--right'),
    dead: read('--dead'),
    runs: Array.from({ length: RUN_COLOURS }, (_, index) => read(`--run-${index}`)),
    sans: read('--sans'),
    math: read('--math'),
  };
}

/** The custom property that holds the colour of the run with this index. */
export function runColour(index: number): string {
  return `var(--run-${index % RUN_COLOURS})`;
}
