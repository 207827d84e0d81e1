/** The figures as a table for people and as JSON for whoever compares two runs. */
import { cpus, loadavg, totalmem, type } from 'node:os';
import process from 'node:process';
import type { Claim, Figure, Series, Unit } from './figure.ts';

export type Machine = {
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly disk: string;
  /** Over the last minute: above the number of cores, others were working too and the medians say less. */
  readonly loadBefore: number;
  readonly loadAfter: number;
};

export const machineNow = (folder: string, fileSystem: string): Omit<Machine, 'loadAfter'> => ({
  system: type(),
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  disk: `${fileSystem} at ${folder}`,
  loadBefore: loadavg()[0]!,
});

const places = (value: number): number => (value >= 100 ? 0 : value >= 10 ? 1 : 2);

export function shown(value: number, unit: Unit): string {
  if (unit === 'keys' || unit === 'tasks') return `${String(value)} ${unit}`;
  const digits = unit === 'events/s' ? 0 : places(value);
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${text} ${unit}`;
}

const seriesLine = ({ name, unit, spread }: Series): string[] => [
  `  ${name}`,
  shown(spread.median, unit),
  spread.samples === 1
    ? 'once'
    : `p10 ${shown(spread.p10, unit)}, p90 ${shown(spread.p90, unit)}, p99 ${shown(spread.p99, unit)}, of ${spread.samples.toLocaleString('en-US')}`,
];

const goalText = ({ goal, unit }: Claim): string =>
  goal === undefined
    ? ''
    : 'atMost' in goal
      ? `goal ≤ ${shown(goal.atMost, unit)}`
      : `goal ≥ ${shown(goal.atLeast, unit)}`;

const claimLine = (claim: Claim): string[] => [
  `  ${claim.says}`,
  shown(claim.value, claim.unit),
  claim.met === undefined ? '' : `${goalText(claim)}   ${claim.met ? 'met' : 'MISSED'}`,
];

function aligned(rows: readonly (readonly string[])[]): string {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1)];
  return rows
    .map(([name = '', value = '', rest = '']) =>
      `${name.padEnd(widths[0]!)}   ${value.padStart(widths[1]!)}   ${rest}`.trimEnd(),
    )
    .join('\n');
}

export function figureText(figure: Figure): string {
  const rows = [...figure.series.map(seriesLine), ...figure.claims.map(claimLine)];
  return [
    `${figure.id}  ${figure.work}`,
    `    against: ${figure.against}`,
    ...(rows.length === 0 ? [] : [aligned(rows)]),
    ...figure.notes.map((note) => `  ${note}`),
  ].join('\n');
}

export function machineText(machine: Machine): string {
  const { system, cpu, cores, memoryGb, node, disk, loadBefore, loadAfter } = machine;
  return [
    `${system}, ${cpu}, ${String(cores)} cores, ${String(memoryGb)} GB, Node ${node}, ${disk}`,
    `load before ${loadBefore.toFixed(1)}, after ${loadAfter.toFixed(1)}${
      Math.max(loadBefore, loadAfter) > cores
        ? ': other work was running; spreads are wider than the machine is'
        : ''
    }`,
  ].join('\n');
}

export function summaryText(figures: readonly Figure[]): string {
  const claims = figures.flatMap((figure) => figure.claims.filter((claim) => claim.met !== undefined));
  const met = claims.filter((claim) => claim.met === true).length;
  return `${String(met)} of ${String(claims.length)} goals met`;
}
