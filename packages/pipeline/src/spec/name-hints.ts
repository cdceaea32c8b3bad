/** Networks of published studies that earlier versions had in the zoo, and what to write in their place. */
const FORMER_NETWORKS: Readonly<Record<string, string>> = {
  'tanh-net': '{ zoo: mlp, hidden: [500, 500, 500, 500, 500, 500, 500, 500, 500, 500], activation: tanh }',
  'tanh-net-wide': '{ zoo: mlp, hidden: [5000], activation: tanh }',
  'keras-mlp': '{ zoo: mlp, hidden: [512, 512, 512] }',
  'pytorch-mlp': '{ zoo: mlp, hidden: [256, 256], initializer: { kind: torch-uniform } }',
  'linear-net': '{ zoo: mlp, hidden: [128] }',
  'pyramid-mlp': '{ zoo: mlp, hidden: [500, 250, 125], l2: 0.00001 }',
  'cnn-1': '{ zoo: convnet, filters: [8], dense: [64] }',
  'cnn-3': '{ zoo: convnet, filters: [32, 64, 128], dense: [128], dropout: 0.3 }',
  'cnn-3-reg':
    '{ zoo: convnet, filters: [32, 64, 128], dense: [128], dropout: 0.3, noise: 0.1, batchNormalization: true }',
  'cnn-4':
    '{ zoo: convnet, filters: [32, 64, 128, 128], poolings: 3, dense: [128], dropout: 0.3, noise: 0.1, batchNormalization: true }',
  'report-cnn': '{ zoo: convnet, filters: [16, 32, 64], poolings: 2, dense: [64], denseL2: 0.0001 }',
  'cnn-model-4': '{ layers: [...] }',
  'cnn-model-5': '{ layers: [...] }',
  'fashion-net': '{ layers: [...] }',
  'fashion-net-wide': '{ layers: [...] }',
};

/** Fields whose names plugins can add to. */
const OPEN_FIELDS = /(^|\.)(model\.kind|preprocess\[\d+\]\.kind|network\.zoo)$/;

/** Adds to the complaint about a name what to write, where more can be said than which names there are. */
export function withNameHint(message: string, field: string, value: unknown): string {
  if (!OPEN_FIELDS.test(field) || typeof value !== 'string') return message;
  if (field.endsWith('.zoo') && Object.hasOwn(FORMER_NETWORKS, value)) {
    return `${field}: got '${value}', a network of a published study; write network: ${FORMER_NETWORKS[value]}, or list the plugin of the studies in selvedge.config.js: ${CONFIG}`;
  }
  if (!message.includes('; need one of ')) return message;
  return `${message}. A name of your own needs its plugin: \`export default { plugins: [plugin] };\` in selvedge.config.js`;
}

const CONFIG = "import { studiesPlugin } from '@selvedge/studies'; export default { plugins: [studiesPlugin] };";
