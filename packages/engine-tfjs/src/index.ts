export { tfjsEngine } from './tfjs-engine.js';
