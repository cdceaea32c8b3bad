import type { NetworkNode } from '@selvedge/networks/types';

/** A node whose operation is of kind `K`. */
export type NodeOf<K extends Kind> = NetworkNode & { readonly operation: OperationOf<NetworkNode['operation'], K> };

type Kind = NetworkNode['operation']['kind'];
type OperationOf<O, K> = O extends { readonly kind: infer Own } ? (K extends Own ? O : never) : never;
