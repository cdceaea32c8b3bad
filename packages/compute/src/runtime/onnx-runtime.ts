/** What a session says about one of its inputs or outputs. */
export interface ValueMetadata {
  readonly name: string;
  readonly isTensor: boolean;
  /** Element type, of a tensor alone. */
  readonly type?: string;
}

/** A tensor of the runtime's own. */
export interface OrtTensor {
  readonly type: string;
  readonly data: unknown;
  readonly dims: readonly number[];
}

/** A model that the runtime has opened. */
export interface OrtSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly ValueMetadata[];
  readonly outputMetadata: readonly ValueMetadata[];
  /** `fetches` names outputs, or gives a tensor to write into (null: the runtime makes one). */
  run(
    feeds: Readonly<Record<string, OrtTensor>>,
    fetches: readonly string[] | Readonly<Record<string, OrtTensor | null>>,
  ): Promise<Readonly<Record<string, OrtTensor>>>;
  release(): Promise<void>;
}

/**
 * The part of ONNX Runtime's interface that we use, the same in both builds. It is written out here because both are
 * optional: with their types in ours, our declarations would not compile where they are not installed.
 */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<OrtSession>;
  };
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => OrtTensor;
  readonly env: { readonly versions: { readonly common: string } };
}

/** Which build of ONNX Runtime computes: the native one (`onnxruntime-node`) or the WASM one (`onnxruntime-web`). */
export type RuntimeName = 'node' | 'web';

/** A loaded ONNX Runtime. */
export interface Runtime {
  readonly name: RuntimeName;
  readonly ort: OnnxRuntime;
}
