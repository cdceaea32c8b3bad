export * from '@selvedge/engine-tfjs';
