export * from '@selvedge/classical';
