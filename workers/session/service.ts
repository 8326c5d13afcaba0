/**
 * The worker's answers to the page: one device, one store of data, one run at a time. Owns who may use the device when: a run has it to itself, and what
 * must happen meanwhile happens between two of its steps.
 */
import * as tf from '@tensorflow/tfjs-core';
import { AbortError, RunError } from '../../src/domain/errors.ts';
import { sigmaProgram, sigmaValues } from '../../src/domain/derivatives/index.ts';
import type {
  ActivationSpec,
  AutoencoderSpec,
  DerivativeSpec,
  NetworkSpec,
} from '../../src/domain/experiment/experiment.ts';
import { describeAutoencoder } from '../../src/domain/networks/autoencoder.ts';
import { describePlane } from '../../src/domain/networks/plane.ts';
import type { PlaneEdit } from '../../src/domain/networks/plane-edit.ts';
import type { PlaneStep } from '../../src/domain/run/plane-step.ts';
import type { Backend, Checkpoint } from '../../src/domain/run/run.ts';
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
  TrainingWorker,
} from '../../src/protocol/training.ts';
import { AtlasService } from '../atlas/service.ts';
import { download, planFashionMnist } from '../data/download.ts';
import { imageRun, planeRun } from '../data/run-data.ts';
import { DataStore } from '../data/store.ts';
import { DeviceKeeper } from '../devices/device-keeper.ts';
import { createEngine } from '../devices/engines.ts';
import { currentGpuDevice } from '../devices/webgpu.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { probe } from '../kernels/sigma/probe.ts';
import type { Changes } from './checkpoints.ts';
import { Estimates } from './estimates.ts';
import { naming } from './failures.ts';
import { GoingRuns, type Going } from './going.ts';
import { Lock } from './lock.ts';
import { Pictures } from './pictures.ts';
import { PlaneViews } from './plane-views.ts';
import type { SessionParts } from './prepare.ts';
import { TrainingSession } from './session.ts';
import type { MakeSigma } from './sigmas.ts';

const makeSigma: MakeSigma = (activation, derivative) => ({
  program: sigmaProgram(activation, derivative),
  values: sigmaValues(activation, derivative),
});

export class TrainingService implements TrainingWorker {
  readonly atlases = new AtlasService(
    async () => {
      const { backend } = await this.devices.ready();
      return this.devices.guard(Promise.resolve(backend === 'webgpu' ? currentGpuDevice() : null));
    },
    (runId) => this.going.get(runId)?.session.plane ?? null,
  );
  private readonly devices: DeviceKeeper;
  private readonly data = new DataStore();
  private readonly estimates = new Estimates();
  private readonly device = new Lock();
  /** What can be cancelled, by call. */
  private readonly calls = new Map<string, AbortController>();
  private estimating: AbortController | null = null;
  private readonly going = new GoingRuns();

  constructor(devices = new DeviceKeeper()) {
    this.devices = devices;
  }

  async openDevice(choice: Backend | null): Promise<DeviceReport> {
    this.going.refuse('The device cannot be changed while a run goes on: stop it first.');
    this.estimating?.abort(new AbortError('The device was changed.'));
    return this.device.hold(() => {
      this.going.refuse('The device cannot be changed while a run goes on: stop it first.');
      return naming(this.devices.choose(choice));
    });
  }

  async probe(activation: ActivationSpec, derivative: DerivativeSpec, x: readonly number[]): Promise<ProbeResult> {
    const probing = (): Promise<ProbeResult> => this.onDevice(() => probe(activation, derivative, x));
    const going = this.going.any;
    if (!going) return this.device.hold(probing);
    return going.session.between(probing).catch((error: unknown) => {
      // The run ended before it had a moment for this.
      if (error instanceof RunError) return this.device.hold(probing);
      throw error;
    });
  }

  addData(source: string, files: DataFiles): Promise<DataReport> {
    return naming(this.data.add(source, files));
  }

  downloadData(callId: string, pageUrl: string, onProgress: (progress: DownloadProgress) => void): Promise<DataFiles> {
    return this.cancellable(callId, ({ signal }) => download(planFashionMnist(pageUrl), onProgress, signal));
  }

  hasData(source: string): Promise<boolean> {
    return Promise.resolve(this.data.has(source));
  }

  async train(callId: string, request: StartRequest, listener: RunListener): Promise<RunEnd> {
    const company = this.going.place(request);
    this.estimating?.abort(new AbortError('A run began.'));
    const session = new TrainingSession(request, this.partsFor(request, listener, company));
    this.going.add({ request, session });
    try {
      return await this.cancellable(callId, ({ signal }) => {
        signal.addEventListener('abort', () => session.cancel());
        return naming(session.run());
      });
    } finally {
      this.going.delete(request.runId);
    }
  }

  async command(runId: string, command: RunCommand): Promise<void> {
    if (!this.going.hasEnded(runId)) this.going.find(runId).session.command(command);
    return Promise.resolve();
  }

  async change(runId: string, change: Changes): Promise<void> {
    if (!this.going.hasEnded(runId)) await naming(this.going.find(runId).session.change(change));
  }

  async edit(runIds: readonly string[], edit: PlaneEdit): Promise<void> {
    const together = runIds.flatMap((runId) => (this.going.hasEnded(runId) ? [] : this.going.together(runId)));
    const all = [...new Set(together)];
    await naming(
      Promise.all(all.map(({ request, session }) => session.edit(runIds.includes(request.runId) ? edit : null))),
    );
    this.going.compareEdits();
  }

  async slowStep(runId: string, place: number): Promise<PlaneStep[]> {
    if (this.going.hasEnded(runId)) return [];
    return naming(Promise.all(this.going.together(runId).map(({ session }) => session.slowStep(place))));
  }

  async checkpoint(runId: string): Promise<Checkpoint> {
    return naming(this.going.find(runId).session.takeCheckpoint());
  }

  async estimate(network: NetworkSpec, batchSize: number, callId = ''): Promise<CostEstimate> {
    const spec = autoencoderOf(network);
    const going = this.going.any;
    if (going) return this.estimateFromRun(spec, batchSize, going);
    return this.cancellable(callId, (controller) =>
      this.device.hold(async () => {
        controller.signal.throwIfAborted();
        this.going.refuse('Nothing is measured while a run goes on.');
        this.estimating = controller;
        const device = await this.devices.ready();
        const ms = await this.onDevice(() => this.estimates.msPerStep(spec, batchSize, device, controller.signal));
        return { secondsPerStep: ms / 1000, measuredOn: device };
      }),
    );
  }

  cancel(callId: string): Promise<void> {
    this.calls.get(callId)?.abort(new AbortError());
    return Promise.resolve();
  }

  memory(): Promise<{ tensors: number; bytes: number; gpuBytes: number }> {
    const { numTensors, numBytes, ...backend } = tf.memory();
    const { numBytesInGPU = 0 } = backend as { numBytesInGPU?: number };
    return Promise.resolve({ tensors: numTensors, bytes: numBytes, gpuBytes: numBytesInGPU });
  }

  private partsFor(
    { experiment }: StartRequest,
    listener: RunListener,
    company: SessionParts['company'],
  ): SessionParts {
    const { network } = experiment;
    return {
      network: network.kind === 'plane' ? describePlane(network) : describeAutoencoder(network),
      createEngine: (options) => this.device.hold(() => this.openEngine(options)),
      makeSigma,
      loadData: async (onMade, signal) =>
        network.kind === 'plane'
          ? planeRun(experiment, network)
          : imageRun(await this.data.load(experiment, onMade, signal)),
      makeViews: ({ images }) => (images ? new Pictures(images) : new PlaneViews(this.atlases.live)),
      company,
      listener,
      guard: (promise) => this.devices.guard(promise),
    };
  }

  private async openEngine(options: EngineOptions): Promise<Engine> {
    const device = await this.devices.ready();
    return this.devices.guard(createEngine(options, device));
  }

  private async estimateFromRun(
    network: AutoencoderSpec,
    batchSize: number,
    { request, session }: Going,
  ): Promise<CostEstimate> {
    const { experiment } = request;
    const same = sameNetwork(network, experiment.network) && batchSize === experiment.batchSize;
    if (!same || session.secondsPerStep === 0) throw new RunError('Nothing is measured while a run goes on.');
    return { secondsPerStep: session.secondsPerStep, measuredOn: await this.devices.ready() };
  }

  /** Work on the device in use, which is opened first if there is none; rejects at once if the device fails. */
  private async onDevice<T>(work: () => Promise<T>): Promise<T> {
    await this.devices.ready();
    return naming(this.devices.guard(work()));
  }

  private async cancellable<T>(callId: string, work: (controller: AbortController) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.calls.set(callId, controller);
    try {
      return await work(controller);
    } finally {
      this.calls.delete(callId);
    }
  }
}

function autoencoderOf(network: NetworkSpec): AutoencoderSpec {
  if (network.kind !== 'autoencoder')
    throw new RunError(
      `Expected an autoencoder, got a network of kind ${network.kind}: only its steps are timed beforehand.`,
    );
  return network;
}

function sameNetwork(a: AutoencoderSpec, b: NetworkSpec): boolean {
  return (
    b.kind === 'autoencoder' && a.channels === b.channels && a.latent === b.latent && a.coordinates === b.coordinates
  );
}
