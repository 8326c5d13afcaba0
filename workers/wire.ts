/** The service as it goes over the wire: what only makes sense between threads, and nothing else. */
import * as Comlink from 'comlink';
import { carryErrors } from '../src/protocol/thrown.ts';
import { naming } from './session/failures.ts';
import type { AtlasWorker } from '../src/protocol/atlas.ts';
import type { RunEnd, TrainingWorker } from '../src/protocol/training.ts';

carryErrors(Comlink.transferHandlers);

/** Listeners that live in the other thread: their calls are messages, and hold a port open until they are let go. */
class Distant<T> {
  private readonly remote: (value: T) => unknown;
  private readonly delivered: Promise<unknown>[] = [];

  constructor(remote: (value: T) => unknown) {
    this.remote = remote;
  }

  readonly tell = (value: T): void => {
    const delivery = Promise.resolve(this.remote(value)).catch(() => undefined);
    this.delivered.push(delivery);
    void delivery.then(() => this.delivered.splice(this.delivered.indexOf(delivery), 1));
  };

  /** Resolves when all was heard. Answers and events travel on different ports: without this an answer may overtake them. */
  async letGo(): Promise<void> {
    await Promise.all(this.delivered);
    (this.remote as Partial<Comlink.ProxyMethods>)[Comlink.releaseProxy]?.();
  }
}

async function listening<T, R>(
  remote: (value: T) => unknown,
  call: (tell: (value: T) => void) => Promise<R>,
): Promise<R> {
  const distant = new Distant(remote);
  try {
    return await call(distant.tell);
  } finally {
    await distant.letGo();
  }
}

/** Exposes the service to whoever started this worker. */
export function expose(service: TrainingWorker & { readonly atlases: AtlasWorker }): void {
  const { atlases } = service;
  const api: TrainingWorker & AtlasWorker = {
    openDevice: (choice) => service.openDevice(choice),
    probe: (activation, derivative, x) => service.probe(activation, derivative, x),
    addData: (source, files) => service.addData(source, files),
    downloadData: (callId, pageUrl, onProgress) =>
      listening(onProgress, (tell) => service.downloadData(callId, pageUrl, tell)),
    hasData: (source) => service.hasData(source),
    train: async (callId, request, listener) =>
      transferred(await listening(listener, (tell) => service.train(callId, request, tell))),
    command: (runId, command) => service.command(runId, command),
    change: (runId, change) => service.change(runId, change),
    edit: (runIds, edit) => service.edit(runIds, edit),
    slowStep: (runId, place) => service.slowStep(runId, place),
    checkpoint: (runId) => service.checkpoint(runId),
    estimate: (network, batchSize, callId) => service.estimate(network, batchSize, callId),
    cancel: (callId) => service.cancel(callId),
    memory: () => service.memory(),
    attachCanvas: (name, canvas) => atlases.attachCanvas(name, canvas),
    detachCanvas: (name) => atlases.detachCanvas(name),
    drawAtlases: (request) => atlases.drawAtlases(request),
    liveAtlases: (requests) => atlases.liveAtlases(requests),
    paintAtlases: async (request, width, height) => {
      const painted = await naming(atlases.paintAtlases(request, width, height));
      return Comlink.transfer(painted, [painted.pixels.buffer]);
    },
    atlasRows: async (request) => {
      const values = await naming(atlases.atlasRows(request));
      return Comlink.transfer(values, [values.buffer as ArrayBuffer]);
    },
    atlas: async (experiment, view) => {
      const image = await naming(atlases.atlas(experiment, view));
      return Comlink.transfer(image, [image.values.buffer as ArrayBuffer]);
    },
  };
  Comlink.expose(api);
}

/** The run's bytes change hands instead of being copied. */
function transferred(end: RunEnd): RunEnd {
  const { weights, optimizer } = end.checkpoint;
  const buffers = [end.weights, weights, optimizer].map((bytes) => bytes.buffer);
  return Comlink.transfer(
    end,
    [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer),
  );
}
