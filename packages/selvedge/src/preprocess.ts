export * from '@selvedge/preprocess';
