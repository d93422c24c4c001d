declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  /** Shows an OpenAPI document; see the configuration page of Swagger UI. */
  export default function SwaggerUIBundle(options: Record<string, unknown>): unknown;
}
