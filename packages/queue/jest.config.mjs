// nx-ignore-next-line: how tests run decides no build
import { preset } from '../../tools/jest/preset.mjs';

export default preset('queue');
