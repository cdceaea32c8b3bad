export * from '@selvedge/engine-onnx';
