export * from '@selvedge/neural';
