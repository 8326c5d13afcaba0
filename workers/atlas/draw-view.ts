/** One atlas of an experiment as numbers (SPEC §6 `atlas`): the view's neuron, drawn by the kernel that draws the page's atlases, or on the processor. */
import { planeProgram } from '../../src/domain/atlas/plane-program.ts';
import { checkView, windowOf, type AtlasView } from '../../src/domain/atlas/view.ts';
import { ExperimentError } from '../../src/domain/errors.ts';
import type { Experiment } from '../../src/domain/experiment/experiment.ts';
import { initialPlaneWeights, planeLayers } from '../../src/domain/networks/plane.ts';
import type { GpuAtlas } from './gpu.ts';
import { drawOnHost } from '../../src/domain/atlas/host.ts';
import { imageIndex, type Drawing } from '../../src/domain/atlas/images.ts';

/** Rows drawn at a time, so that a large picture needs no large buffer and blocks nobody. */
const BAND_PIXELS = 1 << 20;

export interface AtlasImage {
  readonly size: number;
  /** size×size, row 0 at the top. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Throws ExperimentError where the experiment isn't a 2D net or the view names what it doesn't have. */
export async function drawView(
  { network, seed }: Experiment,
  view: AtlasView,
  gpu: GpuAtlas | null,
): Promise<AtlasImage> {
  if (network.kind !== 'plane')
    throw new ExperimentError(`expected an experiment whose network is a "plane" net, got "${network.kind}"`);
  const { layer, neuron, of, size, side, wrt } = checkView(network, view);
  const program = planeProgram(network);
  const drawing: Drawing = {
    program,
    weights: planeLayers(network, initialPlaneWeights(network, seed)),
    window: windowOf(network),
    size,
    quantity: wrt ? 'wrt' : of === 'slope' ? 'slope' : 'value',
    wrt,
    side,
    only: imageIndex(program, layer, neuron, of === 'pre' ? 0 : 1),
  };
  return { size, values: await inBands(drawing, gpu) };
}

async function inBands(drawing: Drawing, gpu: GpuAtlas | null): Promise<Float32Array<ArrayBuffer>> {
  const { size } = drawing;
  const values = new Float32Array(size * size);
  const rows = Math.max(1, Math.floor(BAND_PIXELS / size));
  for (let first = 0; first < size; first += rows) {
    const count = Math.min(rows, size - first);
    values.set(gpu ? await gpu.read(drawing, first, count) : drawOnHost(drawing, first, count), first * size);
  }
  return values;
}
