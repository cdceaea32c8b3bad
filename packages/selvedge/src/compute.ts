export * from '@selvedge/compute';
