export * from '@selvedge/networks';
