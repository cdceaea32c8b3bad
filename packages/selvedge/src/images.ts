export * from '@selvedge/images';
