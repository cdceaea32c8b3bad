export * from '@selvedge/cli';
