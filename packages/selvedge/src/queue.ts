export * from '@selvedge/queue';
