import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { expect } from '../../support/expect.ts';

/** Something that explodes when it is looked into. */
const trap = (): never => {
  throw new Error('looked into');
};

function cyclic(): unknown {
  const node: Record<string, unknown> = { network: {} };
  node['network'] = node;
  node['data'] = Array.from({ length: 1000 }, () => node);
  return node;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { network: value };
  return value;
}

const HOSTILE: Readonly<Record<string, () => unknown>> = {
  'a getter': () => ({
    get network(): unknown {
      return trap();
    },
  }),
  'a proxy that throws': () => new Proxy({}, { ownKeys: trap, get: trap, getOwnPropertyDescriptor: trap }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return { network: proxy, data: [proxy] };
  },
  'a cycle': cyclic,
  'a thousand levels': () => deep(1000),
  'a million entries': () => ({ network: { kind: 'plane', layers: Array.from({ length: 1_000_000 }, () => ({})) } }),
  'an array of four billion holes': () => ({ network: { kind: 'plane', layers: Object.assign([], { length: 4e9 }) } }),
  'a hundred thousand fields': () => Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`field${i}`, i])),
  'a megabyte of formula': () => ({ activation: { formula: 'x+'.repeat(500_000) } }),
  'a deep formula': () => ({ activation: { formula: '('.repeat(9000) } }),
  'functions, symbols, bigints': () => ({
    seed: 1n,
    epochs: Symbol('x'),
    loss: () => 'mse',
    data: new Map([['source', 1]]),
  }),
  'numbers that are none': () => ({
    seed: NaN,
    epochs: Infinity,
    batchSize: -0,
    optimizer: { learningRate: -Infinity },
  }),
};

describe('parseExperiment with hostile input', () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    it(`survives ${name}`, () => {
      const input = make();
      const start = performance.now();
      const { experiment, warnings } = parseExperiment(input);
      expect(performance.now() - start).to.be.below(1000);
      expect(warnings).to.have.length.within(1, 50);
      expect(parseExperiment(experiment)).to.deep.equal({ experiment, warnings: [] });
    });
  }

  it('does not touch prototypes', () => {
    const text = `{ "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } },
      "network": { "__proto__": { "channels": 3 }, "layers": { "__proto__": {}, "constructor": {} } },
      "optimizer": { "__proto__": { "name": "sgd" } } }`;
    const { experiment, warnings } = parseExperiment(JSON.parse(text));
    expect(experiment).to.deep.equal(DEFAULT_EXPERIMENT);
    expect(warnings).to.have.length(6);
    expect({}).to.not.have.property('polluted');
  });

  it('does not inherit fields', () => {
    const input = Object.create({ seed: 5 }) as unknown;
    expect(parseExperiment(input).experiment.seed).to.equal(1);
  });

  it('hands out defaults that nobody can spoil', () => {
    expect(Object.isFrozen(DEFAULT_EXPERIMENT)).to.equal(true);
    expect(Object.isFrozen(DEFAULT_EXPERIMENT.network)).to.equal(true);
  });
});
