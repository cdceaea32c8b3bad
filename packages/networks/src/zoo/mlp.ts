import type { InitializerSpec, LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import { initializers } from '../initializers/initializers.js';
import type { ActivationFunctionSpec } from '../specs.generated.js';

export interface MlpOptions {
  readonly classes: number;
  /** Units of each hidden layer, the first one first. */
  readonly hidden: readonly number[];
  /** Default `relu`. */
  readonly activation?: ActivationFunctionSpec;
  /** L2 penalty on every kernel, the output's too. Default 0. */
  readonly l2?: number;
  /** Dropout after every hidden layer's units, before their activation's next reader. Default 0. */
  readonly dropout?: number;
  /** Of the kernels and, where it is `pytorchDefault`, of the biases. Default `glorotUniform`. */
  readonly initializer?: InitializerSpec;
  readonly inputShape?: readonly number[];
}

/** A multi-layer perceptron: flatten, hidden layers, softmax. */
export function mlp(options: MlpOptions): NetworkSpec {
  const {
    classes,
    hidden,
    activation = 'relu',
    l2 = 0,
    dropout = 0,
    initializer = 'glorotUniform',
    inputShape,
  } = options;
  const torch = initializers.checked(initializer).kind === 'pytorchDefault';
  const common = {
    kind: 'dense',
    kernelInitializer: initializer,
    ...(torch && { biasInitializer: initializer }),
    ...(l2 > 0 && { kernelRegularizer: { l2 } }),
  } as const;
  const layers: LayerSpec[] = [{ kind: 'flatten' }];
  for (const units of hidden) {
    layers.push({ ...common, units, activation });
    if (dropout > 0) layers.push({ kind: 'dropout', rate: dropout });
  }
  layers.push({ ...common, units: classes, activation: 'softmax' });
  return { name: 'mlp', ...(inputShape && { inputShape }), layers };
}
