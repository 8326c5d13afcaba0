/**
 * What page and worker say to each other about atlases. The page hands over canvases once, then asks for frames; the worker draws them where the
 * weights are and answers with what can't be seen: ranges and shares. Types and plain data, nothing that runs.
 */
import type { AtlasColours } from '../domain/atlas/colours.ts';
import type { Quantity } from '../domain/atlas/images.ts';
import type { AtlasView, PlaneParameter, PlaneWindow, Side } from '../domain/atlas/view.ts';
import type { Experiment, PlaneSpec } from '../domain/experiment/experiment.ts';

export type { AtlasColours } from '../domain/atlas/colours.ts';

/** How values become colours. `each`: every image has its own range; `layer`: the images of a layer's x, or of its a, share one; `all`: one for the net; `fixed`: `range`. */
export interface AtlasScale {
  readonly colours: AtlasColours;
  readonly mode: 'fixed' | 'each' | 'layer' | 'all';
  readonly range: readonly [number, number];
  /** Draw the contour where the value is 0. */
  readonly contour: boolean;
}

/** Where an image goes: a canvas that was handed over, and the tile's corner in it, in device pixels. Tiles are `size` pixels wide. */
export interface AtlasTile {
  readonly image: number;
  readonly canvas: string;
  readonly x: number;
  readonly y: number;
}

/**
 * Whose weights are drawn. `experiment`: those the net writes, drawn from the seed where it doesn't. `run`: those of the run under way, where they are. `bytes`:
 * safetensors, of a snapshot or a finished run. `difference`: of two, the first less the second, image by image; σ may differ, so each has its own net.
 */
export type AtlasWeights =
  | { readonly from: 'experiment' }
  | { readonly from: 'run'; readonly runId: string }
  | { readonly from: 'bytes'; readonly bytes: Uint8Array }
  | { readonly from: 'difference'; readonly of: readonly [AtlasNet, AtlasNet] };

/** A net and its weights. */
export interface AtlasNet {
  readonly network: PlaneSpec;
  readonly seed: number;
  readonly weights: Exclude<AtlasWeights, { readonly from: 'difference' }>;
}

/** A picture of atlases as bytes: red, green, blue, opacity, row 0 at the top. */
export interface PaintedAtlases {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface AtlasFrameRequest {
  readonly network: PlaneSpec;
  readonly seed: number;
  /** The experiment's where missing. */
  readonly weights?: AtlasWeights;
  readonly window: PlaneWindow;
  readonly quantity: Quantity;
  readonly wrt?: PlaneParameter;
  readonly side: Side;
  readonly scale: AtlasScale;
  /** Device pixels along a tile's side, and how many of them one drawn pixel covers (1, 2, 4: coarse first on slow devices). */
  readonly size: number;
  readonly coarseness: number;
  /** Draw this image alone: it is image 0 of the frame. All of them where missing. */
  readonly only?: number;
  readonly tiles: readonly AtlasTile[];
}

/** Rows of one image as numbers: `image` of `size`×`size` pixels, from row `firstRow` on. */
export interface AtlasRowsRequest extends Pick<
  AtlasFrameRequest,
  'network' | 'seed' | 'window' | 'quantity' | 'wrt' | 'side' | 'size'
> {
  readonly image: number;
  readonly firstRow: number;
  readonly rows: number;
}

export interface AtlasFrame {
  /** Lowest and highest finite value of each image, by number; as coloured, after sharing. */
  readonly ranges: readonly (readonly [number, number])[];
  /** For each image the share of the visible plane in which its neuron is dead, when `quantity` is 'dead'. */
  readonly deadShares: readonly number[] | null;
  /** Milliseconds that the drawing took, the device's queue included but no compiling. */
  readonly ms: number;
}

/** The worker's part for the 2D net. */
export interface AtlasWorker {
  /** Hands a canvas over (transferred); a name that is known already is replaced. */
  attachCanvas(name: string, canvas: OffscreenCanvas): Promise<void>;
  detachCanvas(name: string): Promise<void>;
  /**
   * Draws a frame. Requests wait for each other, coarse ones first. A request replaces those that wait for the same canvases, and on the processor ends one under way for
   * them; there a frame under way also pauses for coarser ones. What was replaced or ended resolves with null, and so does what is asked of a run that has ended.
   */
  drawAtlases(request: AtlasFrameRequest): Promise<AtlasFrame | null>;
  /**
   * Draws these frames again and again while a run trains, as often as the display shows and training can spare, each from the weights it names; replaces what was
   * drawn before, and an empty list ends it. The run's listener hears of them ('atlases').
   */
  liveAtlases(requests: readonly AtlasFrameRequest[]): Promise<void>;
  /** Paints one frame into bytes instead of canvases: tiles' `canvas` is ignored, `width` and `height` are device pixels. For films. */
  paintAtlases(request: AtlasFrameRequest, width: number, height: number): Promise<PaintedAtlases>;
  /** Rows of one image of what a frame shows, row after row. For exports, which ask for one band after the other. */
  atlasRows(request: AtlasRowsRequest): Promise<Float32Array>;
  /** One atlas as numbers (SPEC §6): row 0 at the top. */
  atlas(experiment: Experiment, view: AtlasView): Promise<{ readonly size: number; readonly values: Float32Array }>;
}
