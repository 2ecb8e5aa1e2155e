import { z } from 'zod';

/** A host of the internet; its first label may be a wildcard. */
export const host = z
  .string()
  .regex(
    /^(?=.{1,253}$)(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'a host in lowercase such as shop.example.org or *.example.org',
  );
