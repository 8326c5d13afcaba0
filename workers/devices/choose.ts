/**
 * Which device trains: the fastest over a convolution, measured at the first visit, and only if it computes what the processor computes. Graphics
 * adapters and emulated ones race against WebAssembly alike. WebGL stays out of the race where WebGPU reaches the same sort of adapter
 * without a detour, and plain JavaScript, slower by two orders of magnitude, is for when all others fail. A choice by hand is not argued with.
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
  /** The same of its half precision, for a device that says to have it. Rejects where that fails altogether, which spoils nothing else. */
  selfTestHalf(device: Device): Promise<string | null>;
  /**
   * Milliseconds a convolution and the gradient of its input take on each, or why one failed: from earlier visits, or else with the backends
   * opened and timed in turns.
   */
  race(candidates: readonly Candidate[]): Promise<(number | Error)[]>;
}

export interface Candidate {
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
  const racers = racersOf(trials);
  // With nobody to race against there is nothing to measure.
  if (racers.length > 1) await trials.race(racers);
  const ranking = racers.filter((racer) => !trials.failed(racer)).sort((a, b) => trials.ms(a) - trials.ms(b));
  for (const [place, racer] of ranking.entries())
    if (await trials.works(racer)) return trials.report(racer, whyFirst(trials, racer, ranking.slice(place + 1)));
  const cpu = trials.candidate('cpu');
  if (cpu && (await trials.works(cpu))) return trials.report(cpu, `${trials.troubles()} What is left is slow.`);
  throw new DeviceError(`No device here can train. ${trials.all.map(({ note }) => note).join(' ')}`);
}

function racersOf(trials: Trials): Candidate[] {
  const [webgpu, webgl, wasm] = (['webgpu', 'webgl', 'wasm'] as const).map((backend) => trials.candidate(backend));
  const detour = webgpu && webgl && (!webgpu.device.software || webgl.device.software);
  return [webgpu, detour ? null : webgl, wasm].filter((racer) => racer !== null && racer !== undefined);
}

/** Why the first of those that work is used, given those behind it. */
function whyFirst(trials: Trials, first: Candidate, others: readonly Candidate[]): string {
  const behind = others.map(
    (other) => `${factor(trials.ms(other) / trials.ms(first))} times as fast as ${nameOf(other)}`,
  );
  const name = first.device.software || first.kind.backend === 'wasm' ? first.kind.label : nameOf(first);
  const claim =
    behind.length === 0
      ? `Nothing else here trains as fast as ${nameOf(first)}.`
      : `${name} is ${behind.join(' and ')}, measured on a convolution.`;
  return [trials.troubles(), claim].filter(Boolean).join(' ');
}

/** “WebGPU on SwiftShader, which is emulated”; of WebAssembly there is only one. */
function nameOf({ kind, device }: Candidate): string {
  if (kind.backend === 'wasm') return kind.label;
  return `${kind.label} on ${device.adapter}${device.software ? ', which the processor emulates' : ''}`;
}

const factor = (ratio: number): string => (ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0));

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
    return this.trials.get(kind.backend)?.msMeasured ?? Infinity;
  }

  /** Opens the device and has it compute what is known. It stays the current one if it works. */
  async works({ kind, device }: Candidate): Promise<boolean> {
    try {
      await this.lab.open(kind);
      const wrong = await this.lab.selfTest(device);
      if (wrong === null) this.amend(kind, await this.working(kind, device));
      else this.amend(kind, { verdict: 'wrong', note: wrong });
      return wrong === null;
    } catch (error) {
      this.fail(kind, error);
      return false;
    }
  }

  /** What to say of a device that works: half precision is offered only where it works, too. */
  private async working({ label }: BackendKind, device: Device): Promise<Partial<DeviceTrial>> {
    if (!device.half) return { verdict: 'works', note: `${label} works.` };
    const wrong = await this.lab.selfTestHalf(device).catch((error: unknown) => `It failed: ${errorMessage(error)}`);
    if (wrong === null) return { verdict: 'works', note: `${label} works, in half precision, too.` };
    return { verdict: 'works', half: false, note: `${label} works. Half precision is not offered. ${wrong}` };
  }

  /** Times the devices against each other; one that fails at it has lost. */
  async race(candidates: readonly Candidate[]): Promise<void> {
    const outcomes = await this.lab.race(candidates);
    for (const [i, { kind }] of candidates.entries()) {
      const outcome = outcomes[i]!;
      if (outcome instanceof Error) this.fail(kind, outcome);
      // Who wins is tested next, and works or doesn't.
      else
        this.amend(kind, {
          verdict: 'slower',
          msMeasured: outcome,
          note: `${kind.label} was measured, and is not the fastest.`,
        });
    }
  }

  failed({ kind }: Candidate): boolean {
    return this.trials.get(kind.backend)?.verdict === 'failed';
  }

  /** What is wrong with those that would have been preferred, in sentences; empty where nothing is. */
  troubles(): string {
    const spoilt = this.all.filter(({ verdict }) => verdict === 'wrong' || verdict === 'failed');
    return [
      this.trials.get('webgpu')?.verdict === 'missing' ? this.note('webgpu') : '',
      ...spoilt.map(({ backend, adapter, note }) => `${this.label(backend)} on ${adapter} is not used. ${note}`),
    ]
      .filter(Boolean)
      .join(' ');
  }

  report({ device: { backend } }: Candidate, why: string): DeviceReport {
    return { device: this.candidate(backend)!.device, why, trials: this.all };
  }

  private fail(kind: BackendKind, error: unknown): void {
    this.amend(kind, { verdict: 'failed', note: `It failed: ${errorMessage(error)}` });
  }

  private amend(kind: BackendKind, change: Partial<DeviceTrial>): void {
    const { backend } = kind;
    this.trials.set(backend, { ...this.trials.get(backend)!, ...openedAs(kind), ...change });
  }
}

/** The name that only an open device has. */
function openedAs(kind: BackendKind): { adapter?: string } {
  const adapter = kind.adapter?.() ?? null;
  return adapter === null ? {} : { adapter };
}

function firstTrial(backend: Backend, label: string, sighting: Sighting): DeviceTrial {
  const nothing = { backend, msMeasured: null };
  if (!sighting.present) return { ...nothing, adapter: '', software: false, verdict: 'missing', note: sighting.note };
  const { adapter, software, half } = sighting;
  const note = software ? `${label} is only emulated on the processor here.` : `${label} was not needed.`;
  return { ...nothing, adapter, software, ...(half && { half }), verdict: 'untried', note };
}
