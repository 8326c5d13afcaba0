/** Results beside those of contenders: rows of the same table, and ratios between them. */
import type { Case } from '../contenders/contender.ts';
import { median } from './timing.ts';

/** One row, as `--json` writes it; `msPerStep` is the median of `runs`. */
export interface Row {
  readonly name: string;
  readonly C: number;
  readonly B: number;
  readonly msPerStep: number;
  readonly dispatches: number | null;
  readonly submits: number | null;
  readonly jsMsPerStep: number | null;
  readonly runs: readonly number[];
  /** What a kernel does in that time, and the share of what the device reaches at most in what bounds it. */
  readonly reached?: Reached;
}

export interface Reached {
  readonly gflops: number;
  readonly gbps: number;
  readonly share: number;
  readonly boundBy: 'arithmetic' | 'memory';
}

export interface Figures {
  readonly cases: readonly Row[];
  readonly ratios: Readonly<Record<string, number>>;
  /** What the device reaches at most, where that was measured. */
  readonly peak?: Pick<Reached, 'gflops' | 'gbps'>;
}

/** A row of times, without counts but those given. */
export function rowOf(
  name: string,
  { channels, batchSize }: Case,
  runs: readonly number[],
  counts: Partial<Pick<Row, 'dispatches' | 'submits'>> = {},
): Row {
  const none = { dispatches: null, submits: null, jsMsPerStep: null };
  return { name, C: channels, B: batchSize, msPerStep: median(runs), ...none, ...counts, runs };
}

/** Median of the ratios of turns in the same round: what disturbs the machine disturbs both. */
export const ratioOf = (runs: readonly number[], others: readonly number[]): number =>
  median(runs.map((ms, round) => ms / others[round]!));
