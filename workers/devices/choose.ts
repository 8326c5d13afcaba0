/**
 * Which device trains. A graphics adapter that WebGPU reaches is taken at once; without one, WebGL on a graphics adapter and WebAssembly
 * race over a few steps. Emulated adapters never race: they do on the processor, by a detour and after many seconds of compiling, what
 * WebAssembly does there directly. Whatever is to be used must first compute what the processor computes.
 */
import { DeviceError, errorMessage } from '../../src/domain/errors.ts';
import type { Backend, Device } from '../../src/domain/run/run.ts';
import type { DeviceReport, DeviceTrial } from '../../src/protocol/training.ts';
import type { BackendKind, Sighting } from './backend.ts';

/** How devices are tried; tests put another in its place. */
export interface Lab {
  /** Makes the backend the current one. */
  open(kind: BackendKind): Promise<void>;
  /** What the current backend computes wrongly, in a sentence; null where nothing. */
  selfTest(device: Device): Promise<string | null>;
  /** Milliseconds a step of the measuring network takes on the current backend. */
  measure(device: Device): Promise<number>;
}

interface Candidate {
  readonly kind: BackendKind;
  readonly device: Device;
}

/** Opens the chosen device, or the best; it is the current one afterwards. Rejects with DeviceError, saying why. */
export async function chooseDevice(
  choice: Backend | null,
  kinds: readonly BackendKind[],
  lab: Lab,
): Promise<DeviceReport> {
  const sightings = await Promise.all(kinds.map((kind) => see(kind)));
  const trials = new Trials(kinds, sightings, lab);
  return choice === null ? chooseBest(trials) : openChosen(trials, choice);
}

async function see(kind: BackendKind): Promise<Sighting> {
  try {
    return await kind.look();
  } catch (error) {
    return { present: false, note: `${kind.label} could not be looked at: ${errorMessage(error)}` };
  }
}

async function openChosen(trials: Trials, choice: Backend): Promise<DeviceReport> {
  const candidate = trials.candidate(choice);
  if (candidate && (await trials.works(candidate)))
    return trials.report(candidate, `${candidate.kind.label} was chosen by you.`);
  throw new DeviceError(`${trials.label(choice)} cannot be used: ${trials.note(choice)}`);
}

async function chooseBest(trials: Trials): Promise<DeviceReport> {
  const gpu = trials.candidate('webgpu');
  if (gpu && !gpu.device.software && (await trials.works(gpu)))
    return trials.report(gpu, `WebGPU reaches a graphics adapter, ${gpu.device.adapter}: nothing here trains faster.`);
  const racers: Candidate[] = [];
  for (const racer of [hardware(trials.candidate('webgl')), trials.candidate('wasm')])
    if (racer && (await trials.works(racer))) racers.push(racer);
  if (racers.length > 0) return race(trials, racers);
  return lastResort(trials);
}

async function race(trials: Trials, racers: readonly Candidate[]): Promise<DeviceReport> {
  const reason = trials.whyNoGpu();
  if (racers.length === 1) return trials.report(racers[0]!, `${reason} ${onlyRacer(racers[0]!)}`);
  for (const racer of racers) await trials.measure(racer);
  const fastest = racers.reduce((best, racer) => (trials.ms(racer) < trials.ms(best) ? racer : best));
  const times = racers.map((racer) => `${racer.kind.label} ${Math.round(trials.ms(racer))} ms`).join(', ');
  await trials.reopen(fastest);
  return trials.report(fastest, `${reason} ${fastest.kind.label} was the fastest over a few training steps: ${times}.`);
}

function onlyRacer({ kind, device }: Candidate): string {
  if (kind.backend === 'webgl')
    return `WebGL reaches a graphics adapter, ${device.adapter}, and nothing else here is fast.`;
  return `${kind.label} trains fastest on the processor itself.`;
}

async function lastResort(trials: Trials): Promise<DeviceReport> {
  for (const backend of ['webgpu', 'cpu'] as const) {
    const candidate = trials.candidate(backend);
    if (!candidate || (backend === 'webgpu' && !candidate.device.software)) continue;
    if (await trials.works(candidate))
      return trials.report(
        candidate,
        `${trials.whyNoGpu()} ${trials.label('wasm')} cannot be used either: ${trials.note('wasm')} What is left is slow.`,
      );
  }
  throw new DeviceError(`No device here can train. ${trials.all.map(({ note }) => note).join(' ')}`);
}

function hardware(candidate: Candidate | null): Candidate | null {
  return candidate?.device.software === false ? candidate : null;
}

/** What is known of each backend by now. */
class Trials {
  private readonly trials = new Map<Backend, DeviceTrial>();
  private readonly kinds: readonly BackendKind[];
  private readonly lab: Lab;

  constructor(kinds: readonly BackendKind[], sightings: readonly Sighting[], lab: Lab) {
    this.kinds = kinds;
    this.lab = lab;
    for (const [i, { backend, label }] of kinds.entries())
      this.trials.set(backend, firstTrial(backend, label, sightings[i]!));
  }

  get all(): DeviceTrial[] {
    return [...this.trials.values()];
  }

  /** The backend, if it is here. */
  candidate(backend: Backend): Candidate | null {
    const kind = this.kinds.find((other) => other.backend === backend);
    const trial = this.trials.get(backend);
    if (!kind || !trial || trial.verdict === 'missing') return null;
    const { adapter, software, half } = trial;
    return { kind, device: { backend, adapter, software, ...(half && { half }) } };
  }

  label(backend: Backend): string {
    return this.kinds.find((kind) => kind.backend === backend)?.label ?? backend;
  }

  note(backend: Backend): string {
    return this.trials.get(backend)?.note ?? `This page knows no backend ${backend}.`;
  }

  ms({ kind }: Candidate): number {
    return this.trials.get(kind.backend)?.msPerStep ?? Infinity;
  }

  /** Opens the device and has it compute what is known. It stays the current one if it works. */
  async works({ kind, device }: Candidate): Promise<boolean> {
    try {
      await this.lab.open(kind);
      const wrong = await this.lab.selfTest(device);
      this.amend(
        kind,
        wrong === null ? { verdict: 'works', note: `${kind.label} works.` } : { verdict: 'wrong', note: wrong },
      );
      return wrong === null;
    } catch (error) {
      this.amend(kind, { verdict: 'failed', note: `It failed: ${errorMessage(error)}` });
      return false;
    }
  }

  /** Times the device; one that fails at it has lost. */
  async measure(candidate: Candidate): Promise<void> {
    const { kind, device } = candidate;
    try {
      await this.lab.open(kind);
      this.amend(kind, { msPerStep: await this.lab.measure(device) });
    } catch (error) {
      this.amend(kind, { verdict: 'failed', note: `It failed: ${errorMessage(error)}` });
    }
  }

  reopen({ kind }: Candidate): Promise<void> {
    return this.lab.open(kind);
  }

  /** Why no graphics adapter is used through WebGPU, in a sentence. */
  whyNoGpu(): string {
    const trial = this.trials.get('webgpu');
    if (!trial || trial.verdict === 'missing') return this.note('webgpu');
    if (trial.verdict === 'wrong' || trial.verdict === 'failed')
      return `WebGPU on ${trial.adapter} is not used. ${trial.note}`;
    return `WebGPU is only emulated on the processor here (${trial.adapter}).`;
  }

  report({ device }: Candidate, why: string): DeviceReport {
    return { device, why, trials: this.all };
  }

  private amend({ backend }: BackendKind, change: Partial<DeviceTrial>): void {
    this.trials.set(backend, { ...this.trials.get(backend)!, ...change });
  }
}

function firstTrial(backend: Backend, label: string, sighting: Sighting): DeviceTrial {
  const nothing = { backend, msPerStep: null };
  if (!sighting.present) return { ...nothing, adapter: '', software: false, verdict: 'missing', note: sighting.note };
  const { adapter, software, half } = sighting;
  const note = software ? `${label} is only emulated on the processor here.` : `${label} was not needed.`;
  return { ...nothing, adapter, software, ...(half && { half }), verdict: 'untried', note };
}
