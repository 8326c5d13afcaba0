/** The whole page in a frame of a given size, so that its media queries see a phone or a desk. */
import type { AxeResults } from 'axe-core';
import type { SigmaApp } from '../../src/ui/app/sigma-app.ts';
import type { FakeState, FakeStore } from './fake-store.ts';

/** Sizes at which the page is looked at. */
export const SIZES = { wide: [1440, 900], middle: [1024, 768], phone: [390, 844] } as const;
export type Size = keyof typeof SIZES;

export interface Framed {
  readonly window: Window;
  readonly document: Document;
  readonly app: SigmaApp;
  /** The inside of the view that is on. */
  readonly view: ShadowRoot;
  readonly store: FakeStore;
  /** Violations that axe finds, one line each. */
  violations(): Promise<string[]>;
  /** Waits until the elements have drawn themselves. */
  settle(): Promise<void>;
  close(): void;
}

const tokens = new URL('../../src/ui/tokens.css', import.meta.url).href;
const entry = new URL('../ui/page/page.ts', import.meta.url).href;
const axe = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url).href;

/** Opens the page in a state. */
export async function openPage(
  state: FakeState,
  size: Size = 'wide',
  theme: 'light' | 'dark' = 'light',
): Promise<Framed> {
  const frame = document.createElement('iframe');
  const [width, height] = SIZES[size];
  Object.assign(frame.style, {
    position: 'fixed',
    inset: '0 auto auto 0',
    width: `${width}px`,
    height: `${height}px`,
    border: '0',
  });
  frame.srcdoc = `<!doctype html><html lang="en" data-query="state=${state}&theme=${theme}"><head><title>Page</title>
    <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${tokens}"><script type="module" src="${entry}"></script></head><body><sigma-app></sigma-app></body></html>`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const app = frame.contentDocument!.querySelector('sigma-app')!;
  const inside = (): ShadowRoot | null | undefined =>
    app.shadowRoot?.querySelector('sigma-autoencoder, sigma-plane')?.shadowRoot;
  await until(() => (inside()?.childElementCount ?? 0) > 0, 'a view');
  const settle = (): Promise<void> => settled(app);
  await settle();
  return {
    window: frame.contentWindow!,
    document: frame.contentDocument!,
    app,
    view: inside()!,
    store: app.store as FakeStore,
    violations: () => violations(frame.contentDocument!),
    settle,
    close: () => frame.remove(),
  };
}

/** Waits until `holds`, for at most ten seconds. */
export async function until(holds: () => boolean, what = 'what was waited for'): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`expected within 10 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** All elements under `root`, through open shadow roots. */
export function allElements(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? allElements(element.shadowRoot) : []),
  ]);
}

async function settled(app: SigmaApp): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const element of allElements(app.shadowRoot!))
      await (element as { updateComplete?: Promise<unknown> }).updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function violations(page: Document): Promise<string[]> {
  const view = page.defaultView as
    (Window & { axe?: { run(context: Document, options: object): Promise<AxeResults> } }) | null;
  if (view !== null && view.axe === undefined) await addScript(page, axe);
  const results = await view!.axe!.run(page, { resultTypes: ['violations'] });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`),
  );
}

function addScript(page: Document, source: string): Promise<void> {
  const script = page.createElement('script');
  script.src = source;
  page.head.append(script);
  return new Promise((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`expected ${source} to load`)));
  });
}
