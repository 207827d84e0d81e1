import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { drawerSimulator } from './simulator.ts';
import { drawerWatchStep, KICK_COUNTS_MS, NOTHING_KNOWN, watchDrawer } from './watch.ts';
import type { DrawerEvent, DrawerReading, DrawerWatchState } from './watch.ts';

const LEFT_OPEN_MS = 120_000;
type Input = DrawerReading | 'kick';

/** @param inputs each with the time that passes before it */
function told(inputs: readonly (readonly [number, Input])[]): {
  events: DrawerEvent[];
  state: DrawerWatchState;
} {
  let state = NOTHING_KNOWN;
  let atMs = 1_000_000;
  const events: DrawerEvent[] = [];
  for (const [passedMs, input] of inputs) {
    atMs += passedMs;
    const step = drawerWatchStep(state, input, atMs, LEFT_OPEN_MS);
    state = step.state;
    events.push(...step.events);
  }
  return { events, state };
}

describe('what is said of a drawer', () => {
  it('opened by a kick, closed', () => {
    const { events } = told([
      [0, 'closed'],
      [300, 'kick'],
      [200, 'open'],
      [500, 'open'],
      [500, 'closed'],
    ]);
    expect(events).toEqual([{ kind: 'opened', by: 'kick' }, { kind: 'closed' }]);
  });

  it('opened by its key, when nobody kicked it or the kick was too long ago', () => {
    expect(
      told([
        [0, 'closed'],
        [500, 'open'],
      ]).events,
    ).toEqual([{ kind: 'opened', by: 'key' }]);
    const late: (readonly [number, Input])[] = [
      [0, 'closed'],
      [100, 'kick'],
      [KICK_COUNTS_MS + 1, 'closed'],
      [500, 'open'],
    ];
    expect(told(late).events).toEqual([{ kind: 'opened', by: 'key' }]);
    const inTime = late.map(([ms, input], n) => [n === 2 ? KICK_COUNTS_MS : ms, input] as const);
    expect(told(inTime).events).toEqual([{ kind: 'opened', by: 'kick' }]);
  });

  it('opened by a kick also where the printer could not be asked for as long as it printed', () => {
    const { events } = told([
      [0, 'closed'],
      [500, 'kick'],
      [4000, 'unknown'],
      [4000, 'open'],
    ]);
    expect(events).toEqual([{ kind: 'opened', by: 'kick' }]);
  });

  it('opened by a kick that left long after its job was asked for, told again when the outcome was known', () => {
    const { events } = told([
      [0, 'kick'],
      [30_000, 'closed'],
      [6000, 'kick'],
      [100, 'open'],
    ]);
    expect(events).toEqual([{ kind: 'opened', by: 'kick' }]);
  });

  it('one kick explains one opening', () => {
    const { events } = told([
      [0, 'closed'],
      [100, 'kick'],
      [100, 'open'],
      [200, 'closed'],
      [200, 'open'],
    ]);
    expect(events).toEqual([
      { kind: 'opened', by: 'kick' },
      { kind: 'closed' },
      { kind: 'opened', by: 'key' },
    ]);
  });

  it('opened by a kick that left before the first look, or while it was thought to stand open still', () => {
    expect(
      told([
        [0, 'kick'],
        [50, 'closed'],
        [500, 'open'],
      ]).events,
    ).toEqual([{ kind: 'opened', by: 'kick' }]);
    const shutUnseen = told([
      [0, 'open'],
      [400, 'kick'],
      [50, 'closed'],
      [500, 'open'],
    ]);
    expect(shutUnseen.events).toEqual([{ kind: 'closed' }, { kind: 'opened', by: 'kick' }]);
  });

  it('left open, once for each time, and again after it was closed', () => {
    const { events } = told([
      [0, 'closed'],
      [500, 'open'],
      [LEFT_OPEN_MS - 1, 'open'],
      [1, 'open'],
      [LEFT_OPEN_MS, 'open'],
      [500, 'closed'],
      [500, 'open'],
      [LEFT_OPEN_MS, 'open'],
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(['opened', 'left-open', 'closed', 'opened', 'left-open']);
    expect(events[1]).toEqual({ kind: 'left-open', sinceMs: 1_000_500 });
  });

  it('nothing of how it came to stand open before the watch began, but that it is left so', () => {
    const { events } = told([
      [0, 'open'],
      [LEFT_OPEN_MS, 'open'],
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(['left-open']);
  });

  it('nothing at all without a sensor, and nothing new from a printer that does not say', () => {
    expect(
      told([
        [0, 'no-sensor'],
        [500, 'kick'],
        [500, 'no-sensor'],
      ]).events,
    ).toEqual([]);
    expect(
      told([
        [0, 'closed'],
        [500, 'unknown'],
        [500, 'unknown'],
        [500, 'closed'],
      ]).events,
    ).toEqual([]);
    expect(
      told([
        [0, 'open'],
        [500, 'no-sensor'],
        [500, 'closed'],
      ]).events,
    ).toEqual([]);
  });
});

describe('whatever comes, in whatever order and at whatever times', () => {
  const inputs = fc.array(
    fc.tuple(
      fc.oneof(
        fc.integer({ min: 0, max: 3000 }),
        fc.constant(LEFT_OPEN_MS),
        fc.integer({ min: -5000, max: 0 }),
      ),
      fc.constantFrom<Input>('open', 'closed', 'unknown', 'no-sensor', 'kick'),
    ),
    { maxLength: 60 },
  );

  it('openings and closings take turns, and left-open is said at most once in between', () => {
    // A sensor that is taken away in the middle begins the watch anew.
    const withSensor = inputs.map((given) => given.filter(([, input]) => input !== 'no-sensor'));
    fc.assert(
      fc.property(withSensor, (given) => {
        let open = false;
        let said = false;
        for (const event of told(given).events) {
          if (event.kind === 'opened') {
            expect(open).toBe(false);
            [open, said] = [true, false];
          } else if (event.kind === 'left-open') {
            expect(said && open).toBe(false);
            said = true;
          } else [open, said] = [false, false];
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('no opening is explained by a kick that nobody gave, and each kick explains at most one', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const kicks = given.filter(([, input]) => input === 'kick').length;
        const byKick = told(given).events.filter((event) => event.kind === 'opened' && event.by === 'kick');
        expect(byKick.length).toBeLessThanOrEqual(kicks);
      }),
      { numRuns: 5000 },
    );
  });

  it('the state is what the last telling reading said', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const last = given
          .map(([, input]) => input)
          .findLast((input) => input !== 'unknown' && input !== 'kick');
        expect(told(given).state.at).toBe(last === undefined || last === 'no-sensor' ? 'unknown' : last);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the watch', () => {
  const begin = () => {
    const clock = fakeClock();
    const drawer = drawerSimulator(() => undefined);
    const said: DrawerEvent[] = [];
    const asked = { times: 0, now: 0, most: 0, takesMs: 0 };
    const watch = watchDrawer({
      clock,
      pollMs: 500,
      leftOpenAfterMs: LEFT_OPEN_MS,
      said: (event) => said.push(event),
      read: async () => {
        asked.times += 1;
        asked.now += 1;
        asked.most = Math.max(asked.most, asked.now);
        if (asked.takesMs > 0)
          await new Promise<void>((resolve) => {
            clock.after(asked.takesMs, resolve);
          });
        asked.now -= 1;
        return drawer.isOpen ? 'open' : 'closed';
      },
    });
    return { clock, drawer, said, asked, watch };
  };

  it('tells a kick from a key, and says after a while that the drawer stands open', async () => {
    const { clock, drawer, said, watch } = begin();
    await clock.advance(1000);
    watch.kicked();
    drawer.pulse(0, 50);
    await clock.advance(1000);
    drawer.close();
    await clock.advance(5000);
    drawer.openByKey();
    await clock.advance(LEFT_OPEN_MS + 1000);
    expect(said.map((event) => (event.kind === 'opened' ? event.by : event.kind))).toEqual([
      'kick',
      'closed',
      'key',
      'left-open',
    ]);
    await watch.stop();
  });

  it('looks at its pace, one look at a time, and not at all once it is stopped', async () => {
    const { clock, said, asked, watch, drawer } = begin();
    await clock.advance(5000);
    expect(asked.times).toBeGreaterThanOrEqual(10);
    expect(asked.times).toBeLessThanOrEqual(11);
    asked.takesMs = 3000;
    await clock.advance(20_000);
    expect(asked.most).toBe(1);
    await watch.stop();
    const { times } = asked;
    drawer.openByKey();
    await clock.advance(60_000);
    expect(asked.times).toBe(times);
    expect(said).toEqual([]);
  });
});
