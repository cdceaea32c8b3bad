export * from '@selvedge/mljs';
