export * from '@selvedge/component';
