export * from '@selvedge/workflow';
