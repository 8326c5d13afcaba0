/** The table on the screen, the ratios in it, and the JSON of both. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const PAIRS = [
  ['stock', 'ours-webgpu'],
  ['jax-webgpu', 'ours-webgpu'],
  ['jax-wasm', 'ours-wasm'],
  ['ours-webgpu', 'torch'],
  ['ours-wasm', 'torch'],
];

/** How many times as long as the second the first takes, by case. */
export function ratiosOf(cases) {
  const ratios = {};
  for (const { C, B } of cases.filter((a, i) => cases.findIndex((b) => a.C === b.C && a.B === b.B) === i)) {
    const ms = (name) => cases.find((row) => row.name === name && row.C === C && row.B === B)?.msPerStep;
    for (const [slow, fast] of PAIRS)
      if (ms(slow) && ms(fast)) ratios[`${slow} / ${fast}, C=${C} B=${B}`] = ms(slow) / ms(fast);
    const ours = [ms('ours-webgpu'), ms('ours-wasm')].filter(Boolean);
    if (ours.length === 2 && ms('torch')) ratios[`our better / torch, C=${C} B=${B}`] = Math.min(...ours) / ms('torch');
  }
  return ratios;
}

/**
 * Prints rows, those of contenders first, and ratios; writes them to the file where one is given. `extras` are results that have both rows and ratios
 * of their own.
 */
export function report({ adapter, cases, extras, json }) {
  const rows = [...cases, ...extras.flatMap((extra) => extra.cases)];
  const ratios = Object.assign(ratiosOf(cases), ...extras.map((extra) => extra.ratios));
  console.log(`\n${cpus().length} × ${cpus()[0].model}; WebGPU: ${adapter}\n`);
  const peak = extras.find((extra) => extra.peak)?.peak;
  printRows(
    [
      ...['', 'C', 'B', 'ms/step', 'fastest', 'slowest', 'dispatches', 'submits', 'js ms', 'first step, s'],
      ...(peak ? ['GFLOP/s', 'GB/s', 'of peak'] : []),
    ],
    rows.map((row) => [
      row.name,
      row.C,
      row.B,
      number(row.msPerStep),
      number(Math.min(...row.runs)),
      number(Math.max(...row.runs)),
      number(row.dispatches, 0),
      number(row.submits, 2),
      number(row.jsMsPerStep, 2),
      row.firstStepMs === undefined ? '' : number(row.firstStepMs / 1000, 1),
      ...(peak ? reached(row) : []),
    ]),
  );
  console.log();
  if (peak)
    console.log(`${number(peak.gflops)} GFLOP/s and ${number(peak.gbps)} GB/s are what this device reaches at most.`);
  for (const [name, value] of Object.entries(ratios)) console.log(`${number(value).padStart(9)}  ${name}`);
  if (json)
    writeFileSync(json, `${JSON.stringify({ adapter, peak, cases: rows.map(withoutFirstStep), ratios }, null, 2)}\n`);
}

function withoutFirstStep({ name, C, B, msPerStep, dispatches, submits, jsMsPerStep, runs, reached }) {
  return { name, C, B, msPerStep, dispatches, submits, jsMsPerStep, runs, reached };
}

/** What a kernel does a second, and the share of the peak that bounds it. */
const reached = ({ reached }) =>
  reached
    ? [number(reached.gflops), number(reached.gbps), `${number(100 * reached.share, 0)} % ${reached.boundBy}`]
    : ['', '', ''];

const number = (value, digits) => {
  if (value === null || value === undefined) return '';
  return value.toFixed(digits ?? (value < 10 ? 2 : value < 100 ? 1 : 0));
};

function printRows(head, rows) {
  const all = [head, ...rows.map((row) => row.map((cell) => String(cell ?? '')))];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i].length)));
  for (const row of all)
    console.log(row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
}
