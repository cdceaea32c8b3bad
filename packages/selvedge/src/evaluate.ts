export * from '@selvedge/evaluate';
