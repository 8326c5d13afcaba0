/** Gradient norms, clipping, and the optimizer's update of all parameters. */
import { cautiousShares, clipKernel, gradientSquares, updateKernel } from '../../../kernels/plan/optimizer.ts';
import type { Dispatch } from '../plan.ts';
import type { PlanContext } from './context.ts';

export function update({ buffers, optimizer, tuning }: PlanContext): Dispatch[] {
  const { gradient, parameter, segments, squares, shares, factor, report, frame } = buffers;
  const count = buffers.parameters.segments.length;
  const element = { parameter, gradient, factor, frame, ...Object.fromEntries(buffers.moments) };
  return [
    {
      kernel: gradientSquares(tuning.segmentLanes),
      buffers: { perSegment: squares, segments, gradient },
      sizes: {},
      extent: { groups: count },
    },
    {
      kernel: clipKernel(optimizer),
      buffers: { report, factor, perSegment: squares, frame },
      sizes: { segments: count },
      extent: { threads: 1 },
    },
    ...(optimizer.cautious
      ? [
          {
            kernel: cautiousShares(optimizer, tuning.segmentLanes),
            buffers: { perSegment: shares, segments, ...element },
            sizes: {},
            extent: { groups: count },
          },
        ]
      : []),
    {
      kernel: updateKernel(optimizer),
      buffers: { ...element, shares, segmentOf: buffers.segmentOf },
      sizes: {},
      extent: { threads: buffers.parameters.length / 4 },
    },
  ];
}
