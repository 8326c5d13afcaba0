/** Layers of the autoencoder by themselves, for measuring: 3×3 at stride 1, as many channels in as out, by the kernels that a plan would take. */
import type { Sides, Taps } from '../../kernels/plan/correlation.ts';
import { convolutionFor, MEASURED, weightGradientFor } from './layer-kernels.ts';
import { padded } from './layout.ts';
import { slicedRuns } from './parts.ts';
import { Arena, type Dispatch, type Slice } from './plan.ts';
import type { Tuning } from './tuning.ts';

/** Dispatches over memory of their own, which suffices for every one of `tunings` and images up to the largest that are measured. */
export class SampleLayers {
  private readonly taps: Taps;
  private readonly arena: Arena;
  private readonly count: number;
  private readonly buffers: Readonly<Record<string, Slice>>;

  /** `count`: examples in a batch. */
  constructor(device: GPUDevice, channels: number, tunings: readonly Tuning[], count: number = MEASURED.count) {
    const width = padded(channels);
    this.count = count;
    this.taps = { big: width, small: width, kernel: 3, stride: 1 };
    this.arena = new Arena(device);
    const weights = 9 * width * width;
    const slices = Math.max(...tunings.map((tuning) => this.slicing(tuning).slices));
    const floats = (length: number) => this.arena.floats(length, 'sample layer');
    const [x, y] = [
      floats(count * MEASURED.large.bigSize ** 2 * width),
      floats(count * MEASURED.large.bigSize ** 2 * width),
    ];
    this.buffers = {
      x,
      y,
      big: x,
      small: y,
      w: floats(weights),
      bias: floats(width),
      constants: floats(4 * width),
      partial: floats(slices * weights),
    };
  }

  /** A convolution, or with `spreads` a transposed one, whose input a BatchNorm still has to go through. */
  convolution(tuning: Tuning, sides: Sides, spreads: boolean): Dispatch {
    const { taps, count, buffers } = this;
    const convolution = convolutionFor(tuning, { taps, sides, count, spreads, normed: true });
    return {
      kernel: convolution.kernel,
      buffers,
      sizes: convolution.sizes(count, sides),
      extent: { threads: convolution.threads(count, sides) },
    };
  }

  /** A weight gradient, of large images. */
  weightGradient(tuning: Tuning): Dispatch {
    const { kernel, threadsPerSlice } = weightGradientFor(tuning, this.taps, 'big');
    const slicing = this.slicing(tuning);
    const extent = { threads: slicing.slices * threadsPerSlice };
    return { kernel, buffers: this.buffers, sizes: { ...MEASURED.large, ...slicing }, extent };
  }

  private slicing(tuning: Tuning) {
    const rows = this.count * MEASURED.large.smallSize;
    return { rows, ...slicedRuns([rows], weightGradientFor(tuning, this.taps, 'big').slices)[0]! };
  }

  dispose(): void {
    this.arena.dispose();
  }
}
