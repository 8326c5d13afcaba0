/**
 * Several drawings, one worker. Each has a desk of its own to ask for frames at, which the worker draws in the order that it thinks best. While a run is
 * followed nobody asks any more: the worker gets all their requests at once and draws them again and again, from the weights where they are.
 */
import type { AtlasFrame, AtlasFrameRequest, AtlasWorker } from '../../../protocol/atlas.ts';

export class AtlasDesks {
  private worker: AtlasWorker | null = null;
  private readonly desks = new Map<string, AtlasWorker>();
  private readonly requests = new Map<string, AtlasFrameRequest>();
  private run: string | null = null;
  private hidden: readonly string[] = [];
  /** The keys of the requests that the worker has, in their order. */
  private sentKeys: readonly string[] = [];
  private sent = '[]';
  private sending = false;

  /** Uses this worker from now on. */
  use(worker: AtlasWorker | null): void {
    if (worker === this.worker) return;
    this.worker = worker;
    this.desks.clear();
  }

  /** The worker as one drawing sees it: the same object as long as the worker is. */
  desk(key: string): AtlasWorker | null {
    if (this.worker === null) return null;
    const known = this.desks.get(key);
    if (known !== undefined) return known;
    const made = this.make(key, this.worker);
    this.desks.set(key, made);
    return made;
  }

  /** Follows a run while it trains; null ends that. Desks that are hidden wait. */
  follow(run: string | null, hidden: readonly string[] = []): void {
    if (run === this.run && hidden.join() === this.hidden.join()) return;
    this.run = run;
    this.hidden = hidden;
    this.sendSoon();
  }

  /** Sends the requests anew: the worker that had them is gone. */
  forget(): void {
    this.sent = '[]';
    this.sentKeys = [];
    this.sendSoon();
  }

  /** Of the frames that a followed run tells of, the one that this drawing asked for. */
  frameOf(key: string, frames: readonly AtlasFrame[]): AtlasFrame | null {
    const index = this.sentKeys.indexOf(key);
    return frames.length === this.sentKeys.length ? (frames[index] ?? null) : null;
  }

  private make(key: string, worker: AtlasWorker): AtlasWorker {
    return {
      attachCanvas: (name, canvas) => worker.attachCanvas(name, canvas),
      detachCanvas: (name) => {
        if (this.requests.get(key)?.tiles.some(({ canvas }) => canvas === name) === true) this.requests.delete(key);
        this.sendSoon();
        return worker.detachCanvas(name);
      },
      drawAtlases: (request) => this.draw(key, request, worker),
      liveAtlases: (requests) => worker.liveAtlases(requests),
      paintAtlases: (request, width, height) => worker.paintAtlases(request, width, height),
      atlasRows: (request) => worker.atlasRows(request),
      atlas: (experiment, view) => worker.atlas(experiment, view),
    };
  }

  private draw(key: string, request: AtlasFrameRequest, worker: AtlasWorker): Promise<AtlasFrame | null> {
    this.requests.set(key, request);
    if (this.run === null) return worker.drawAtlases(request);
    this.sendSoon();
    return Promise.resolve(null);
  }

  /** Once for all that changes at a time. */
  private sendSoon(): void {
    if (this.sending) return;
    this.sending = true;
    queueMicrotask(() => {
      this.sending = false;
      this.send();
    });
  }

  private send(): void {
    const { run, worker } = this;
    if (worker === null) return;
    const keys = run === null ? [] : [...this.requests.keys()].filter((key) => !this.hidden.includes(key));
    const live = keys.map((key) => followed(this.requests.get(key)!, run!));
    const text = JSON.stringify(live);
    if (text === this.sent) return;
    this.sent = text;
    this.sentKeys = keys;
    worker.liveAtlases(live).catch(() => (this.sent = ''));
  }
}

/** The request with the weights of the run under way; numbers that are written in the net don't matter then. */
function followed(request: AtlasFrameRequest, runId: string): AtlasFrameRequest {
  const layers = request.network.layers.map(({ width, activation, derivative }) => ({ width, activation, derivative }));
  const network = { ...request.network, layers };
  return { ...request, coarseness: 1, network, weights: request.weights ?? { from: 'run', runId } };
}
