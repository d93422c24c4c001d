import SwaggerUIBundle from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "./docs.css";

// Reads the merged OpenAPI document of all services. Nothing is fetched from anywhere but this server.
SwaggerUIBundle({
  dom_id: "#docs",
  url: "/openapi",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  validatorUrl: null,
});
