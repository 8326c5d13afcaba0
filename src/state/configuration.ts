/**
 * The experiment that the next run will be, and the address that follows it. Owns whether a person (or a link) has chosen the data:
 * only before that may another set stand in for one that cannot be had. What twins will be trained under is kept beside it: of one experiment's link it is no part.
 */
import { DEFAULT_EXPERIMENT } from '../domain/experiment/defaults.ts';
import type { Experiment } from '../domain/experiment/experiment.ts';
import { decodeLink, encodeLink } from '../domain/experiment/link.ts';
import { sameData, withKept } from '../domain/experiment/objects.ts';
import { parseExperiment } from '../domain/experiment/parse.ts';
import type { WholeVariant } from '../domain/experiment/twins.ts';
import { errorMessage } from '../domain/errors.ts';
import type { Model } from './model.ts';
import type { Notices } from './notices.ts';
import type { Page } from './page.ts';

const ADDRESS_DELAY_MS = 300;
const STAND_IN = 'garments';

export class Configuration extends EventTarget {
  private readonly model: Model;
  private readonly notices: Notices;
  private readonly page: Page;
  private chosen = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: { model: Model; notices: Notices; page: Page }) {
    super();
    ({ model: this.model, notices: this.notices, page: this.page } = parts);
  }

  get experiment(): Experiment {
    return this.model.state.experiment;
  }

  /** Whether the data set is somebody's choice, which is never changed silently. */
  get dataChosen(): boolean {
    return this.chosen;
  }

  /** Reads the address, and goes on following it. */
  start(): void {
    if (this.page.fragment() !== '') this.openFragment();
    this.page.onFragment(() => this.openFragment());
  }

  /** Merges a change from the page. What is not valid is refused with a notice, and everything stays as it was. */
  configure(change: Partial<Experiment>): void {
    const { data, ...rest } = { ...this.experiment, ...change };
    const sameKind = change.network === undefined || change.network.kind === this.experiment.network.kind;
    const { experiment, warnings } = parseExperiment(change.data !== undefined || sameKind ? { ...rest, data } : rest);
    if (warnings.length > 0) {
      this.notices.show({
        id: 'configuration',
        kind: 'warning',
        message: `That cannot be set. ${warnings.join('. ')}.`,
      });
      return;
    }
    this.notices.resolve('configuration');
    const sourceChosen = change.data !== undefined && change.data.source !== this.experiment.data.source;
    this.apply(experiment, this.chosen || sourceChosen);
  }

  /** Puts a whole experiment into the configuration. `dataChosen` says whether its data set is somebody's choice. */
  apply(given: Experiment, dataChosen: boolean): void {
    const experiment = withKept(this.experiment, given);
    this.chosen = dataChosen;
    const standsIn = !dataChosen && experiment.data.source === STAND_IN;
    const data = { ...this.model.state.data, fellBack: standsIn };
    if (experiment !== this.experiment || standsIn !== this.model.state.data.fellBack)
      this.model.update({ experiment, data });
    this.dispatchEvent(new Event('change'));
    this.followInAddress();
  }

  /** Another data set, by a person's choice. */
  chooseSource(source: string): void {
    this.apply({ ...this.experiment, data: { ...this.experiment.data, source } }, true);
  }

  /** The built-in garments, until Fashion-MNIST can be had; nobody chose them. */
  standIn(): void {
    this.apply({ ...this.experiment, data: { ...this.experiment.data, source: STAND_IN } }, false);
  }

  /** What the page starts with, until a choice is made. */
  usualSource(): void {
    this.apply(
      { ...this.experiment, data: { ...this.experiment.data, source: DEFAULT_EXPERIMENT.data.source } },
      false,
    );
  }

  /** What twins will be trained under. */
  chooseTwins(variants: readonly WholeVariant[] | null): void {
    this.model.update({ plane: { ...this.model.state.plane, variants } });
    this.followInAddress();
  }

  /** The whole address of an experiment; throws a LinkError where it doesn't fit into one. */
  link(experiment: Experiment): string {
    return encodeLink(experiment, this.page.url());
  }

  private openFragment(): void {
    const memory = this.page.addressMemory();
    const { experiment, warnings } = decodeLink(this.page.fragment());
    if (warnings.length > 0) {
      this.notices.show({ id: 'link', kind: 'warning', message: linkMessage(warnings) });
    }
    this.apply(experiment, memory?.dataChosen ?? true);
    if (memory !== null) this.chooseTwins(memory.variants);
    // A stand-in of the last visit: Fashion-MNIST gets another chance.
    if (!this.chosen && experiment.data.source === STAND_IN) this.usualSource();
  }

  private followInAddress(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.writeAddress(), ADDRESS_DELAY_MS);
  }

  private writeAddress(): void {
    const untouched = !this.chosen && sameData(this.experiment, DEFAULT_EXPERIMENT);
    const memory = { dataChosen: this.chosen, variants: this.model.state.plane.variants };
    try {
      this.page.replaceAddress(untouched ? this.page.url() : this.link(this.experiment), memory);
      this.notices.resolve('address');
    } catch (error) {
      const message = `The address cannot follow the configuration: ${errorMessage(error)}.`;
      this.notices.show({ id: 'address', kind: 'info', message });
    }
  }
}

/** Each dropped part in a sentence; where there are several, behind one that counts them. */
function linkMessage(warnings: readonly string[]): string {
  const sentences = warnings.map((warning) => `${warning}.`);
  if (sentences.length === 1) return `A part of the link could not be used. ${sentences[0]}`;
  return [`${sentences.length} parts of the link could not be used; the rest is as it was sent.`, ...sentences].join(
    '\n',
  );
}
