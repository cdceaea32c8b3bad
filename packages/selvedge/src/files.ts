export * from '@selvedge/files';
