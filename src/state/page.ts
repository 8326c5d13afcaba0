/**
 * The page around the state: address, theme, frames, files. The one file of this folder that touches the document, so that
 * everything else runs against a fake.
 */
import { parseVariants, type WholeVariant } from '../domain/experiment/twins.ts';
import type { Theme } from './app-state.ts';

/** What the page remembers with an address it wrote itself, across reloads of the same tab. */
export interface AddressMemory {
  /** Whether a person had chosen the data set. */
  readonly dataChosen: boolean;
  /** What was chosen for twins: two to four σ or rules have no place in a link to one experiment. Null before a choice. */
  readonly variants: readonly WholeVariant[] | null;
}

export interface Page {
  /** Calls back at the next frame, or soon where no frames are drawn (a hidden tab). */
  frame(callback: () => void): void;
  /** The page's address without its fragment. */
  url(): string;
  /** The fragment, with its `#`; empty where there is none. */
  fragment(): string;
  /** What was remembered with the present address, or null where it was opened or typed by somebody. */
  addressMemory(): AddressMemory | null;
  /** Puts this address in place of the present one, without a new entry in the history. */
  replaceAddress(url: string, memory: AddressMemory): void;
  /** Calls back when somebody changes the fragment. */
  onFragment(callback: () => void): void;
  /** Calls back when the tab is hidden, which may be the last that it hears. */
  onHidden(callback: () => void): void;
  /** Calls back when the browser lost what was on canvases, as it does with a graphics process that crashed, and can draw again. */
  onCanvasesLost(callback: () => void): void;
  /** A remembered setting, or null. */
  setting(name: 'theme' | 'backend'): string | null;
  /** Remembers a setting; null forgets it. Where the browser refuses, nothing happens. */
  setSetting(name: 'theme' | 'backend', value: string | null): void;
  showTheme(theme: Theme): void;
  saveFile(blob: Blob, name: string): void;
  /** Files that the person picks; none where they think better of it. */
  pickFiles(): Promise<File[]>;
}

const PREFIX = 'sigma-playground-';
const HIDDEN_FRAME_MS = 200;

/** The page of this window. */
export const browserPage: Page = {
  frame: nextFrame,
  url: () => location.href.split('#', 1)[0]!,
  fragment: () => location.hash,
  addressMemory: readAddressMemory,
  replaceAddress: (url, memory) => history.replaceState({ sigmaPlayground: memory }, '', url),
  onFragment: (callback) => addEventListener('hashchange', callback),
  onHidden: (callback) =>
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) callback();
    }),
  onCanvasesLost: (callback) => watchedCanvas().addEventListener('contextrestored', callback),
  setting: (name) => attempt(() => localStorage.getItem(PREFIX + name)),
  setSetting: (name, value) =>
    void attempt(() =>
      value === null ? localStorage.removeItem(PREFIX + name) : localStorage.setItem(PREFIX + name, value),
    ),
  showTheme: (theme) => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  },
  saveFile,
  pickFiles,
};

/** A hidden tab draws no frames, and its state has to change all the same. */
function nextFrame(callback: () => void): void {
  let called = false;
  const once = (): void => {
    if (called) return;
    called = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_FRAME_MS);
}

function readAddressMemory(): AddressMemory | null {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null) return null;
  const memory = (state as { sigmaPlayground?: unknown }).sigmaPlayground;
  if (typeof memory !== 'object' || memory === null) return null;
  const { dataChosen, variants } = memory as Partial<Record<keyof AddressMemory, unknown>>;
  return { dataChosen: dataChosen === true, variants: parseVariants(variants) };
}

/** Browsers may refuse localStorage with an exception; a setting is not worth one. */
function attempt<T>(call: () => T): T | null {
  try {
    return call();
  } catch {
    return null;
  }
}

function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function pickFiles(): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** A canvas that nobody sees: what befalls it befalls those that were handed to the worker, where nobody hears of it. */
function watchedCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas'); // of the usual size: tiny ones may be kept in memory
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}
