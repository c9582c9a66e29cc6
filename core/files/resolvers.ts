import type { Resolvers } from '../graphql/types.ts'

export const resolvers: Resolvers = {
  AttachmentLimits: { types: ({ types }) => [...types] },
  Upload: { url: ({ id }, _, { core }) => `${core.config.basePath}/files/${id}` },
}
