export * from '@selvedge/pipeline';
