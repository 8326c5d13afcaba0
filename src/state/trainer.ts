/** What the state asks of whoever trains: the client's calls, without how it reaches its worker. Tests put a fake in its place. */
import type { AtlasView } from '../domain/atlas/view.ts';
import type { ActivationSpec, DerivativeSpec, Experiment, NetworkSpec } from '../domain/experiment/experiment.ts';
import type { PlaneEdit } from '../domain/networks/plane-edit.ts';
import type { PlaneStep } from '../domain/run/plane-step.ts';
import type { Backend, Checkpoint } from '../domain/run/run.ts';
import type { AtlasFrame, AtlasFrameRequest, AtlasRowsRequest, PaintedAtlases } from '../protocol/atlas.ts';
import type {
  CostEstimate,
  DataFiles,
  DataReport,
  DeviceReport,
  DownloadProgress,
  ProbeResult,
  RunCommand,
  RunEnd,
  RunListener,
  StartRequest,
} from '../protocol/training.ts';

export interface Trainer {
  openDevice(choice: Backend | null, signal?: AbortSignal): Promise<DeviceReport>;
  probe(
    activation: ActivationSpec,
    derivative: DerivativeSpec,
    x: readonly number[],
    signal?: AbortSignal,
  ): Promise<ProbeResult>;
  addData(source: string, files: DataFiles, signal?: AbortSignal): Promise<DataReport>;
  downloadData(onProgress: (progress: DownloadProgress) => void, signal?: AbortSignal): Promise<DataFiles>;
  hasData(source: string): Promise<boolean>;
  train(request: StartRequest, listener: RunListener, signal?: AbortSignal): Promise<RunEnd>;
  command(runId: string, command: RunCommand): Promise<void>;
  change(
    runId: string,
    change: { readonly activation?: ActivationSpec; readonly derivative?: DerivativeSpec },
  ): Promise<void>;
  edit(runIds: readonly string[], edit: PlaneEdit): Promise<void>;
  slowStep(runId: string, place: number): Promise<PlaneStep[]>;
  checkpoint(runId: string): Promise<Checkpoint>;
  estimate(network: NetworkSpec, batchSize: number, signal?: AbortSignal): Promise<CostEstimate>;
  attachCanvas(name: string, canvas: OffscreenCanvas): Promise<void>;
  detachCanvas(name: string): Promise<void>;
  drawAtlases(request: AtlasFrameRequest): Promise<AtlasFrame | null>;
  liveAtlases(requests: readonly AtlasFrameRequest[]): Promise<void>;
  paintAtlases(request: AtlasFrameRequest, width: number, height: number): Promise<PaintedAtlases>;
  atlasRows(request: AtlasRowsRequest): Promise<Float32Array>;
  atlas(experiment: Experiment, view: AtlasView): Promise<{ readonly size: number; readonly values: Float32Array }>;
}
