export * from '@selvedge/report';
