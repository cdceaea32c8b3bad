import { studiesPlugin } from './dist/plugin.js';

export default { plugins: [studiesPlugin] };
