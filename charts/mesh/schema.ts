import { z } from 'zod';
import { meshes } from '../../providers';
import { defaulted } from '../../spec/field';

export const environmentFields = {
  mesh: defaulted(z.enum(meshes), 'none', {
    description: 'Service mesh that the pods are part of: policies open its ports.',
    example: 'istio-ambient',
  }),
};
