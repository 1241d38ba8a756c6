"""From an OpenAPI document to the client package, in stages that each return what the next one needs."""
