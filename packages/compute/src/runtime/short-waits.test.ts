import { withShortWaits } from './short-waits.js';

const short = { spin_duration_us: '50' };

test.each([
  ['no options', undefined, { extra: { session: { intra_op: short } } }],
  [
    'options of the session, which stay',
    { enableCpuMemArena: false, extra: { session: { set_denormal_as_zero: '1' } } },
    { enableCpuMemArena: false, extra: { session: { set_denormal_as_zero: '1', intra_op: short } } },
  ],
  [
    'its own time, which counts',
    { extra: { session: { intra_op: { spin_duration_us: '1000', allow_spinning: '1' } } } },
    { extra: { session: { intra_op: { spin_duration_us: '1000', allow_spinning: '1' } } } },
  ],
])('waiting threads sleep soon: %s', (_, given, wanted) => {
  expect(withShortWaits(given)).toEqual(wanted);
});
