export * from '@selvedge/ingest';
