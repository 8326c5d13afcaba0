/** Between the strips on the page and the frames that the worker draws: which image goes where, and which numbers came back for whom. */
import type { PlaneSpec } from '../../../domain/experiment/experiment.ts';
import type { AtlasFrame } from '../../../protocol/atlas.ts';
import type { SigmaPlaneLayer } from '../layer/sigma-plane-layer.ts';
import type { FrameWish } from '../shared/drawer.ts';
import { quantityOf } from '../shared/net.ts';
import type { StripFrame } from '../strip/sigma-strip.ts';
import type { Scene } from './scene.ts';

/** What came back for a layer's x and a. */
export type LayerFrames = readonly [StripFrame, StripFrame];

/** Number of the first image of a layer's x (0) or a (1), see domain/atlas/images. */
export function firstImage(spec: PlaneSpec, layer: number, stage: 0 | 1): number {
  const before = spec.layers.slice(0, layer).reduce((sum, { width }) => sum + 2 * width, 0);
  return before + stage * spec.layers[layer]!.width;
}

/** What of a scene a drawing depends on. */
type Drawn = Omit<Scene, 'spec'> & { readonly spec: PlaneSpec };

/** What of a frame doesn't depend on where it is drawn. */
export function drawingOf({ spec, seed, window, look }: Drawn): Omit<FrameWish, 'size' | 'tiles'> {
  const shown = quantityOf(look);
  const quantity = look.quantity === 'dead' ? 'dead' : shown.quantity;
  const { wrt } = shown;
  return { network: spec, seed, window, quantity, ...(wrt ? { wrt } : {}), side: look.side, scale: look.scale };
}

/** The frame that shows a scene on the strips there are; null while there is none to draw on. */
export function wishOf(layers: readonly SigmaPlaneLayer[], scene: Scene): FrameWish | null {
  const strips = layers.flatMap((layer) => [...layer.strips]).filter(({ layer }) => layer < scene.spec.layers.length);
  const tiles = strips.flatMap((strip) => strip.tiles(firstImage(scene.spec, strip.layer, strip.stage)));
  const size = strips.find((strip) => strip.size > 0)?.size ?? 0;
  return tiles.length === 0 ? null : { ...drawingOf(scene), size, tiles };
}

/** A frame's numbers, layer by layer. */
export function framesOf(spec: PlaneSpec, { ranges, deadShares }: AtlasFrame): LayerFrames[] {
  return spec.layers.map(({ width }, k) => {
    const of = (stage: 0 | 1): StripFrame => {
      const first = firstImage(spec, k, stage);
      return {
        ranges: ranges.slice(first, first + width),
        deadShares: deadShares?.slice(first, first + width) ?? null,
      };
    };
    return [of(0), of(1)];
  });
}
