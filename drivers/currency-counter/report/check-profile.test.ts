import { describe, expect, it } from 'vitest';
import { checkProfile } from './check-profile.ts';
import { patternProblem } from './pattern.ts';
import { SAMPLE_PROFILES } from './profiles.ts';

const { noteList } = SAMPLE_PROFILES;

describe('a profile', () => {
  it.each(Object.entries(SAMPLE_PROFILES))(
    'of the samples, %s can be used, and says that it is a sample',
    (_, profile) => {
      expect(checkProfile(profile)).toEqual([]);
      expect(profile.name).toMatch(/^Sample: /);
    },
  );

  it('names each problem with its field', () => {
    const problems = checkProfile({
      ...noteList,
      name: ' ',
      start: '(',
      row: '^(?<denom>\\d+) x$',
      total: '^TOTAL (\\d+)$',
      reportNumber: '',
      end: 'E*',
      idleMs: 0,
      acknowledge: 256,
    });
    expect(problems.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      'name empty',
      'start invalid',
      'row missing-group',
      'total missing-group',
      'reportNumber empty',
      'end matches-empty-line',
      'idleMs out-of-range',
      'acknowledge out-of-range',
    ]);
    for (const { said } of problems) expect(said).toMatch(/^[A-Z].*\.$/);
  });

  it('without a total or a number is complete', () => {
    expect(checkProfile({ ...noteList, total: null, reportNumber: null, acknowledge: null })).toEqual([]);
  });
});

describe('a pattern that could keep the program busy', () => {
  it.each([
    ['a repetition of a repetition', '^(a+)+$'],
    ['a repeated choice', '^(?:a|a)*$'],
    ['an optional part in a repetition', '^(?:a?b?)*$'],
    ['three free repetitions anywhere in a line', '.*a.*b.*c'],
    ['four from its beginning', '^.*.*.*.*$'],
    ['thirty optional characters', `^${'a?'.repeat(30)}$`],
    ['repetitions that share two characters', '^[ab]+a[ab]+b[ab]+a[ab]+$'],
    ['repeated groups side by side', '(?:ab)*(?:ab)*(?:ab)*c'],
  ])('is refused: %s', (_, source) => {
    expect(patternProblem(source)).toBe('may-hang');
  });

  it.each(['(?=a)b', '(?<!a)b', '(a)\\1', '(?<x>a)\\k<x>'])('%s needs more than a line needs', (source) => {
    expect(patternProblem(source)).toBe('unsupported');
  });

  it.each([
    '^\\s*(?<denom>\\$?[\\d,.]+)\\s+(?<pieces>[\\d,]+)\\s+\\$?(?<value>[\\d,.]+)\\s*$',
    '(?<denom>\\d{1,3}) +x +(?<pieces>\\d{1,5}) += +(?<value>\\d{1,3}(?:,\\d{3})*\\.\\d\\d)',
    '^(?:SUB ?)?TOTAL *: *(?<value>[\\d.]+)$',
    '^(?:GRAND|NET) TOTAL\\b.*$',
    '^[^\\]a-z{]{3}\\x41$',
  ])('an ordinary one is not: %s', (source) => {
    expect(patternProblem(source)).toBeUndefined();
  });
});
