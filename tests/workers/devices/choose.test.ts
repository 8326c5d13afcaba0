import { DeviceError } from '../../../src/domain/errors.ts';
import type { Backend } from '../../../src/domain/run/run.ts';
import type { BackendKind, Sighting } from '../../../workers/devices/backend.ts';
import { chooseDevice, type Candidate, type Lab } from '../../../workers/devices/choose.ts';
import { isSoftwareName } from '../../../workers/devices/software.ts';
import { expect } from '../../support/expect.ts';

const hardware: Sighting = { present: true, adapter: 'a real card', software: false };
const emulated: Sighting = { present: true, adapter: 'SwiftShader', software: true };
const missing: Sighting = { present: false, note: 'It is missing.' };

type Sightings = Record<Backend, Sighting>;
const everything: Sightings = { webgpu: hardware, webgl: hardware, wasm: hardware, cpu: hardware };

function kinds(sightings: Sightings): BackendKind[] {
  return (['webgpu', 'webgl', 'wasm', 'cpu'] as const).map((backend) => ({
    backend,
    label: backend.toUpperCase(),
    look: () => Promise.resolve(sightings[backend]),
    open: () => Promise.resolve(),
  }));
}

class FakeLab implements Lab {
  current: Backend | null = null;
  readonly log: string[] = [];
  wrong: Partial<Record<Backend, string>> = {};
  broken: Backend[] = [];
  ms: Partial<Record<Backend, number>> = {};

  open({ backend }: BackendKind): Promise<void> {
    if (this.broken.includes(backend)) return Promise.reject(new Error('it would not start.'));
    this.current = backend;
    return Promise.resolve();
  }

  selfTest({ backend }: { backend: Backend }): Promise<string | null> {
    expect(this.current).to.equal(backend);
    this.log.push(`test ${backend}`);
    return Promise.resolve(this.wrong[backend] ?? null);
  }

  half: () => Promise<string | null> = () => Promise.resolve(null);

  selfTestHalf({ backend }: { backend: Backend }): Promise<string | null> {
    this.log.push(`test ${backend} in half`);
    return this.half();
  }

  race(candidates: readonly Candidate[]): Promise<(number | Error)[]> {
    const backends = candidates.map(({ device }) => device.backend);
    this.log.push(`race ${backends.join(' ')}`);
    return Promise.resolve(
      backends.map((backend) =>
        this.broken.includes(backend) ? new Error('it would not start.') : (this.ms[backend] ?? 1),
      ),
    );
  }
}

const refusal = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (error: unknown) => {
      expect((error as Error).name).to.equal('DeviceError');
      return (error as Error).message;
    },
  );

describe('choosing a device', () => {
  it('takes the fastest, and says by how much', async () => {
    const lab = new FakeLab();
    lab.ms = { webgpu: 2, wasm: 25 };
    const { device, why, trials } = await chooseDevice(null, kinds(everything), lab);
    expect(device).to.deep.equal({ backend: 'webgpu', adapter: 'a real card', software: false });
    expect(lab.log).to.deep.equal(['race webgpu wasm', 'test webgpu']);
    expect(why).to.equal('WEBGPU on a real card is 13 times as fast as WASM, measured on a convolution.');
    expect(trials.map(({ verdict }) => verdict)).to.deep.equal(['works', 'untried', 'slower', 'untried']);
    expect(trials.map(({ msMeasured }) => msMeasured)).to.deep.equal([2, null, 25, null]);
  });

  it('takes WebAssembly where a graphics adapter is slower', async () => {
    const lab = new FakeLab();
    lab.ms = { webgpu: 40, wasm: 20 };
    const { device, why } = await chooseDevice(null, kinds(everything), lab);
    expect(device.backend).to.equal('wasm');
    expect(why).to.equal('WASM is 2.0 times as fast as WEBGPU on a real card, measured on a convolution.');
  });

  it('calls a device what it is once it is open', async () => {
    const known = kinds({ ...everything, webgpu: missing, webgl: missing }).map((kind) =>
      kind.backend === 'wasm' ? { ...kind, adapter: () => '2 threads' } : kind,
    );
    const { device, trials } = await chooseDevice(null, known, new FakeLab());
    expect(device).to.deep.equal({ backend: 'wasm', adapter: '2 threads', software: false });
    expect(trials[2]).to.include({ adapter: '2 threads', verdict: 'works' });
  });

  it('offers half precision where the device has it and computes rightly in it', async () => {
    const known = kinds({ ...everything, webgpu: { ...hardware, half: true } });
    const lab = new FakeLab();
    const { device, trials } = await chooseDevice(null, known, lab);
    expect(device).to.deep.equal({ backend: 'webgpu', adapter: 'a real card', software: false, half: true });
    expect(lab.log.slice(-2)).to.deep.equal(['test webgpu', 'test webgpu in half']);
    expect(trials[0]!.note).to.equal('WEBGPU works, in half precision, too.');
  });

  it('trains in full precision where half precision is wrong or fails', async () => {
    const known = kinds({ ...everything, webgpu: { ...hardware, half: true } });
    const wrong = 'It computes wrongly: the loss is off by 50 %.';
    for (const [half, note] of [
      [() => Promise.resolve(wrong), wrong],
      [() => Promise.reject(new Error('no f16')), 'It failed: no f16'],
    ] as const) {
      const { device, trials } = await chooseDevice(null, known, Object.assign(new FakeLab(), { half }));
      expect(device).to.deep.equal({ backend: 'webgpu', adapter: 'a real card', software: false });
      expect(trials[0]!.note).to.equal(`WEBGPU works. Half precision is not offered. ${note}`);
    }
  });

  it('never uses one that computes wrongly, and says so', async () => {
    const lab = new FakeLab();
    lab.wrong = { webgpu: 'It computes wrongly: the loss is off by 5 %.' };
    lab.ms = { webgpu: 1, wasm: 20 };
    const { device, why, trials } = await chooseDevice(null, kinds(everything), lab);
    expect(device.backend).to.equal('wasm');
    expect(why).to.equal(
      'WEBGPU on a real card is not used. It computes wrongly: the loss is off by 5 %. Nothing else here trains as fast as WASM.',
    );
    expect(trials[0]!.verdict).to.equal('wrong');
    expect(lab.current).to.equal('wasm');
  });

  it('without WebGPU races WebGL against WebAssembly', async () => {
    const lab = new FakeLab();
    lab.ms = { webgl: 50, wasm: 20 };
    const { device, why, trials } = await chooseDevice(null, kinds({ ...everything, webgpu: missing }), lab);
    expect(device.backend).to.equal('wasm');
    expect(lab.current).to.equal('wasm');
    expect(why).to.equal(
      'It is missing. WASM is 2.5 times as fast as WEBGL on a real card, measured on a convolution.',
    );
    expect(trials.map(({ msMeasured }) => msMeasured)).to.deep.equal([null, 50, 20, null]);
  });

  it('races emulated adapters, too', async () => {
    const lab = new FakeLab();
    lab.ms = { webgpu: 31, wasm: 10 };
    const sightings = { ...everything, webgpu: emulated, webgl: emulated };
    const { device, why } = await chooseDevice(null, kinds(sightings), lab);
    expect(device.backend).to.equal('wasm');
    expect(lab.log).to.deep.equal(['race webgpu wasm', 'test wasm']);
    expect(why).to.equal(
      'WASM is 3.1 times as fast as WEBGPU on SwiftShader, which the processor emulates, measured on a convolution.',
    );
    lab.ms = { webgpu: 5, wasm: 10 };
    expect((await chooseDevice(null, kinds(sightings), lab)).device).to.include({ backend: 'webgpu', software: true });
  });

  it('races WebGL on a graphics adapter where WebGPU is only emulated', async () => {
    const lab = new FakeLab();
    lab.ms = { webgpu: 30, webgl: 5, wasm: 10 };
    const { device } = await chooseDevice(null, kinds({ ...everything, webgpu: emulated }), lab);
    expect(device.backend).to.equal('webgl');
    expect(lab.log).to.deep.equal(['race webgpu webgl wasm', 'test webgl']);
  });

  it('takes what is left', async () => {
    const lab = new FakeLab();
    lab.broken = ['wasm'];
    const slow = await chooseDevice(null, kinds({ ...everything, webgpu: emulated, webgl: emulated }), lab);
    expect(slow.device).to.include({ backend: 'webgpu', software: true });
    const slowest = await chooseDevice(
      null,
      kinds({ ...everything, webgpu: missing, webgl: missing, wasm: missing }),
      lab,
    );
    expect(slowest.device.backend).to.equal('cpu');
    lab.broken = ['wasm', 'cpu'];
    expect(await refusal(chooseDevice(null, kinds({ ...everything, webgpu: missing, webgl: missing }), lab))).to.match(
      /^No device here can train\. It is missing\..*it would not start\./,
    );
  });

  it('obeys a choice, or says why it cannot', async () => {
    const lab = new FakeLab();
    expect((await chooseDevice('cpu', kinds(everything), lab)).device.backend).to.equal('cpu');
    expect(await refusal(chooseDevice('webgpu', kinds({ ...everything, webgpu: missing }), lab))).to.equal(
      'WEBGPU cannot be used: It is missing.',
    );
    lab.wrong = { webgl: 'It computes wrongly: the loss is off by 5 %.' };
    expect(await refusal(chooseDevice('webgl', kinds(everything), lab))).to.equal(
      'WEBGL cannot be used: It computes wrongly: the loss is off by 5 %.',
    );
    lab.broken = ['wasm'];
    expect(await refusal(chooseDevice('wasm', kinds(everything), lab))).to.equal(
      'WASM cannot be used: It failed: it would not start.',
    );
    expect(await refusal(chooseDevice('tpu' as Backend, kinds(everything), lab))).to.equal(
      'tpu cannot be used: This page knows no backend tpu.',
    );
  });

  it('survives a look that throws', async () => {
    const looking = kinds(everything).map((kind) =>
      kind.backend === 'webgpu' ? { ...kind, look: () => Promise.reject(new DeviceError('blocked.')) } : kind,
    );
    const { trials } = await chooseDevice('cpu', looking, new FakeLab());
    expect(trials[0]).to.include({ verdict: 'missing', note: 'WEBGPU could not be looked at: blocked.' });
  });
});

describe('names of emulated adapters', () => {
  it('are known', () => {
    const emulators = ['google swiftshader', 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', 'llvmpipe (LLVM 15.0.7, 256 bits)', 'Microsoft Basic Render Driver', 'Microsoft WARP']; // prettier-ignore
    for (const name of emulators) expect(isSoftwareName(name), name).to.equal(true);
    const cards = [
      'NVIDIA GeForce RTX 4090',
      'apple metal-3',
      'Intel(R) Iris(R) Xe Graphics',
      'AMD Radeon Pro W7900',
      'Warpdrive 9000',
    ];
    for (const name of cards) expect(isSoftwareName(name), name).to.equal(false);
  });
});
