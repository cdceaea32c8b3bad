export * from '@selvedge/data';
