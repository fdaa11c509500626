resource "digitalocean_project" "main" {
  name        = "infrar-production"
  purpose     = "Web Application"
  environment = "Production"
  resources = [
    digitalocean_database_cluster.database.urn,
    digitalocean_database_cluster.cache.urn,
    digitalocean_spaces_bucket.uploads.urn,
    digitalocean_spaces_bucket.artifacts.urn,
    digitalocean_spaces_bucket.logs.urn,
    digitalocean_app.main.urn,
  ]
}
