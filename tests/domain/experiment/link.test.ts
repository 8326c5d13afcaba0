import { deflateSync, strToU8 } from 'fflate';

import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import { LINK_FIELDS } from '../../../src/domain/experiment/link-fields.ts';
import { decodeLink, encodeLink } from '../../../src/domain/experiment/link.ts';
import { unpack } from '../../../src/domain/experiment/packing.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { Xoshiro128 } from '../../../src/domain/random/xoshiro.ts';
import { expect } from '../../support/expect.ts';
import { RandomExperiments } from './random-experiments.ts';

const encoded = (input: unknown): string => encodeLink(parseExperiment(input).experiment);

describe('links', () => {
  it('have readable keys for what differs from the defaults', () => {
    expect(encoded({})).to.equal('#v=1');
    const input = {
      network: { channels: 8 },
      derivative: { rule: 'best' },
      activation: { formula: 'max(0, x) + 1' },
      optimizer: { learningRate: 0.01 },
      shuffle: false,
    };
    expect(encoded(input)).to.equal('#v=1&channels=8&formula=max(0,%20x)%20%2B%201&rule=best&lr=0.01&shuffle=0');
    expect(encoded({ network: { kind: 'plane', layers: [{ width: 4 }, { width: 1 }] } })).to.equal(
      '#v=1&net=plane&widths=4,1',
    );
  });

  it('take the place of the fragment of an address', () => {
    const link = encodeLink(DEFAULT_EXPERIMENT, 'https://example.org/a/?b=c#old');
    expect(link).to.equal('https://example.org/a/?b=c#v=1');
    expect(decodeLink(link)).to.deep.equal({ experiment: DEFAULT_EXPERIMENT, warnings: [] });
  });

  it('give back thousands of random experiments exactly', () => {
    const random = new RandomExperiments(2);
    for (let i = 0; i < 3000; i++) {
      const experiment = random.next();
      const link = encodeLink(experiment, 'https://example.org/');
      // As an address bar hands it out.
      const { href } = new URL(link);
      expect(decodeLink(href)).to.deep.equal({ experiment, warnings: [] });
    }
  });

  it('have a key for every field, each once', () => {
    const keys = LINK_FIELDS.map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(keys).to.not.include.members(['v', 'z']);
  });

  it('read fragments with and without #, and none at all', () => {
    for (const link of ['v=1&seed=5', '#v=1&seed=5', 'https://example.org/#v=1&seed=5', ' #v=1&amp;seed=5\n'])
      expect(decodeLink(link)).to.deep.include({ warnings: [] }).and.have.nested.property('experiment.seed', 5);
    for (const link of ['', '#'])
      expect(decodeLink(link)).to.deep.equal({ experiment: DEFAULT_EXPERIMENT, warnings: [] });
  });

  describe('that are damaged', () => {
    const warnings = (link: string): string => decodeLink(link).warnings.join('\n');

    it('are read as far as possible, and each dropped part is named', () => {
      const { experiment, warnings: said } = decodeLink(
        '#v=1&seed=5&lr=fast&activaton=gelu&loss=%E0%A4%A&epochs&batch=9&batch=8',
      );
      expect(experiment).to.deep.include({ seed: 5, batchSize: 9, loss: 'mse' });
      expect(said).to.have.length(5);
      for (const part of [
        '"activaton" is not known',
        'did you mean "activation"?',
        '"loss" is damaged',
        '"epochs" says nothing',
        'says "batch" twice',
        'optimizer.learningRate',
      ])
        expect(said.join('\n')).to.include(part);
    });

    it('say so where they come from a newer version, or from none', () => {
      expect(decodeLink('#v=7&seed=5&hologram=1').experiment.seed).to.equal(5);
      expect(warnings('#v=7&seed=5&hologram=1')).to.include('newer').and.include('hologram');
      expect(warnings('#seed=5')).to.include("doesn't say its version");
      expect(warnings('#v=one&seed=5')).to.include('"one"');
    });

    it('say what is missing where the packed part is cut off', () => {
      const long = encoded({ network: { layers: { 'encoder.0': { activation: { name: 'sin' } } } }, seed: 5 });
      expect(decodeLink(long).warnings).to.deep.equal([]);
      const { experiment, warnings: said } = decodeLink(long.slice(0, -9));
      expect(experiment.seed).to.equal(5);
      expect(said).to.have.length(1);
      expect(said[0]).to.include('packed part');
    });

    it('do not unpack bombs', () => {
      const bomb = deflateSync(strToU8(' '.repeat(40_000_000)), { level: 9 });
      const text = btoa(`\0\0\0\0${String.fromCharCode(...bomb)}`)
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/=+$/, '');
      const start = performance.now();
      expect(unpack(text)).to.equal(undefined);
      expect(performance.now() - start).to.be.below(100);
      expect(warnings(`#v=1&z=${text}`)).to.include('packed part');
    });

    it('are refused where they are endless', () => {
      expect(warnings(`#v=1&formula=${'x+'.repeat(200_000)}x`)).to.include('was not read');
      expect(decodeLink(`#v=1&${'seed=1&'.repeat(5000)}`).warnings).to.have.length.below(150);
    });

    it('never pollute a prototype', () => {
      decodeLink('#v=1&__proto__=1&constructor=2&__proto__.polluted=3&toString=4');
      const packed = encoded({ activation: { formula: `x${'+x'.repeat(100)}` } });
      expect(decodeLink(packed).warnings).to.deep.equal([]);
      expect({}).to.not.have.property('polluted');
    });

    it('never throw, hang or pollute, in thousands of mutations', () => {
      const random = new Xoshiro128(3);
      const experiments = new RandomExperiments(4);
      const before = Object.getOwnPropertyNames(Object.prototype).join();
      for (let i = 0; i < 5000; i++) {
        const link = mutate(encodeLink(experiments.next()), random);
        const { experiment, warnings: said } = decodeLink(link);
        if (took(() => decodeLink(link)) > 200)
          expect(
            took(() => decodeLink(link)),
            link,
          ).to.be.below(200); // not just a busy machine
        expect(said.every((sentence) => typeof sentence === 'string')).to.equal(true);
        if (i % 10 === 0) expect(parseExperiment(experiment), link).to.deep.equal({ experiment, warnings: [] });
      }
      expect(Object.getOwnPropertyNames(Object.prototype).join()).to.equal(before);
    });
  });
});

/** Milliseconds. */
function took(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const FRAGMENTS = [
  '&',
  '=',
  '%',
  '#',
  '__proto__',
  'constructor',
  '&z=',
  '&v=2',
  '%00',
  '😀',
  '\ud800',
  '1e999',
  '-',
  '((((',
  '&formula=',
  ',',
  'null',
  '&kind=plane',
];

function mutate(link: string, random: Xoshiro128): string {
  let text = link;
  for (let edits = 1 + random.below(4); edits > 0; edits--) {
    const at = random.below(text.length + 1);
    const length = random.below(6);
    const kind = random.below(4);
    const between = FRAGMENTS[random.below(FRAGMENTS.length)]!;
    if (kind === 0) text = text.slice(0, at);
    else if (kind === 1) text = text.slice(0, at) + between + text.slice(at);
    else if (kind === 2) text = text.slice(0, at) + String.fromCharCode(32 + random.below(96)) + text.slice(at + 1);
    else text = text.slice(0, at) + text.slice(at + length);
  }
  return text;
}
