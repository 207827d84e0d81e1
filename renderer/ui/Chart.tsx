/**
 * Charts for the supervisor: inline SVG at its real size so that text stays 12 px, bars from zero, every value that
 * matters written, shape as well as colour. Each carries its figures in its label; the same data stands as a table
 * behind Enter (the caller gives it a `Table`).
 */
import { useId } from 'react';
import { formatCents } from '../../shared/money/money.ts';
import type { Cents } from '../../shared/money/money.ts';
import { percentages, ticks } from './chart-scale.ts';
import { cx } from './cx.ts';
import styles from './Chart.module.css';

const LEFT = 30;
const TOP = 20;
const BOTTOM = 22;
/** Under the lowest point of a lollipop: its value. */
const VALUE = 24;

export type Bar = {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** The period is not over: hatched. */
  readonly unfinished?: boolean;
  /** The usual value: a line across the bar, not a second bar. */
  readonly usual?: number;
};

export function BarChart(props: {
  /** The whole chart in words, with its figures. */
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly width?: number;
  readonly height?: number;
}) {
  const { label, bars, width = 256, height = 240 } = props;
  const hatch = useId();
  const scale = ticks(Math.max(0, ...bars.map((bar) => Math.max(bar.value, bar.usual ?? 0))));
  const most = scale.at(-1) ?? 1;
  const y = (value: number): number => height - BOTTOM - (value / most) * (height - TOP - BOTTOM);
  const slot = (width - LEFT) / Math.max(1, bars.length);
  const wide = Math.min(28, slot * 0.62);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--accent-soft)" />
          <rect width="2.5" height="6" fill="var(--chart-1)" />
        </pattern>
      </defs>
      {scale.map((value) => (
        <g key={value}>
          <line
            className={value === 0 ? styles.axis : styles.grid}
            x1={LEFT}
            x2={width}
            y1={y(value)}
            y2={y(value)}
          />
          <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => {
        const middle = LEFT + slot * (index + 0.5);
        const top = Math.min(y(bar.value), bar.usual === undefined ? height : y(bar.usual));
        return (
          <g key={bar.id}>
            <rect
              className={bar.unfinished === true ? styles.hatched : styles.bar}
              fill={bar.unfinished === true ? `url(#${hatch})` : undefined}
              x={middle - wide / 2}
              y={y(bar.value)}
              width={wide}
              height={Math.max(0, height - BOTTOM - y(bar.value))}
              rx="2"
            />
            {bar.usual !== undefined && (
              <line
                className={styles.usual}
                x1={middle - wide / 2 - 4}
                x2={middle + wide / 2 + 4}
                y1={y(bar.usual)}
                y2={y(bar.usual)}
              />
            )}
            <text className={styles.value} x={middle} y={top - 6} textAnchor="middle">
              {bar.value}
            </text>
            <text x={middle} y={height - 5} textAnchor="middle">
              {bar.label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

export type Share = { readonly id: string; readonly label: string; readonly cents: Cents };

const CHART_COLOURS = [
  'var(--chart-1)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
] as const;
const colourOf = (index: number): string => CHART_COLOURS[index % CHART_COLOURS.length] ?? CHART_COLOURS[0];

/** One stacked bar and its shares in words: name, percent, amount. */
export function StackedBar(props: {
  readonly label: string;
  readonly shares: readonly Share[];
  readonly total: string;
}) {
  const { label, shares, total } = props;
  const sum = shares.reduce((a, share) => a + Math.max(0, share.cents), 0);
  const percent = percentages(shares.map((share) => Math.max(0, share.cents)));
  const starts = shares.map((_, index) =>
    shares.slice(0, index).reduce((a, share) => a + Math.max(0, share.cents), 0),
  );
  const words = shares.map((share, index) => `${share.label} ${percent[index] ?? 0} percent`).join(', ');
  return (
    <div>
      <svg
        className={styles.stacked}
        viewBox="0 0 1000 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${words}`}
      >
        {sum > 0 &&
          shares.map((share, index) => (
            <rect
              key={share.id}
              x={((starts[index] ?? 0) / sum) * 1000}
              y="0"
              width={Math.max(0, (Math.max(0, share.cents) / sum) * 1000 - 4)}
              height="10"
              fill={colourOf(index)}
            />
          ))}
      </svg>
      <ul>
        {shares.map((share, index) => (
          <li key={share.id} className={styles.share}>
            <span className={styles.swatch} style={{ background: colourOf(index) }} aria-hidden="true" />
            <span style={{ flex: 1 }}>{share.label}</span>
            <span className={styles.percent}>{percent[index]} %</span>
            <span className={styles.amount}>{formatCents(share.cents)}</span>
          </li>
        ))}
        <li className={cx(styles.share, styles.total)}>
          <b style={{ flex: 1 }}>{total}</b>
          <span className={styles.amount}>
            {formatCents(shares.reduce((a, share) => a + share.cents, 0))}
          </span>
        </li>
      </ul>
    </div>
  );
}

export type Lollipop = { readonly id: string; readonly label: string; readonly cents: Cents };

/** Differences around zero: a square over, a dot short, a ring for even; the tolerance is a band. */
export function Lollipops(props: {
  readonly label: string;
  readonly points: readonly Lollipop[];
  readonly bandCents: Cents;
  readonly width?: number;
  readonly height?: number;
}) {
  const { label, points, bandCents, width = 224, height = 264 } = props;
  const most =
    ticks(Math.max(bandCents * 2, ...points.map((point) => Math.abs(point.cents))) / 100, 2).at(-1) ?? 1;
  const middle = (TOP + height - BOTTOM - VALUE) / 2;
  const y = (cents: Cents): number => middle - (cents / 100 / most) * (middle - TOP);
  const slot = (width - LEFT) / Math.max(1, points.length);
  const lines = [most, bandCents / 100, 0, -bandCents / 100, -most].filter(
    (value, index, all) => all.indexOf(value) === index,
  );
  const signed = (value: number): string =>
    value === 0 ? '0' : `${value > 0 ? '+' : '−'}${Math.abs(value)}`;
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <rect
        className={styles.band}
        x={LEFT}
        y={y(bandCents)}
        width={width - LEFT}
        height={y(-bandCents) - y(bandCents)}
      />
      {lines.map((value) => (
        <g key={value}>
          <line
            className={cx(
              value === 0 ? styles.axis : styles.grid,
              Math.abs(value) * 100 === bandCents && value !== 0 && styles.dashed,
            )}
            x1={LEFT}
            x2={width}
            y1={y(value * 100)}
            y2={y(value * 100)}
          />
          <text x={LEFT - 6} y={y(value * 100) + 4} textAnchor="end">
            {signed(value)}
          </text>
        </g>
      ))}
      {points.map((point, index) => {
        const x = LEFT + slot * (index + 0.5);
        const at = y(point.cents);
        const tone = point.cents > 0 ? styles.over : styles.short;
        return (
          <g key={point.id}>
            {point.cents === 0 ? (
              <circle className={styles.even} cx={x} cy={middle} r="3" />
            ) : (
              <>
                <line className={cx(tone, styles.stem)} x1={x} x2={x} y1={middle} y2={at} />
                {point.cents > 0 ? (
                  <rect className={tone} x={x - 4.5} y={at - 4.5} width="9" height="9" />
                ) : (
                  <circle className={tone} cx={x} cy={at} r="4.5" />
                )}
                <text
                  className={styles.value}
                  x={x}
                  y={point.cents > 0 ? at - 10 : at + 19}
                  textAnchor="middle"
                >
                  {point.cents > 0 ? '+' : ''}
                  {formatCents(point.cents)}
                </text>
              </>
            )}
            <text x={x} y={height - 4} textAnchor="middle">
              {point.label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
