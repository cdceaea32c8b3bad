export * from '@selvedge/resample';
