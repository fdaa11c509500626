resource "digitalocean_project" "main" {
  name        = "infrar-staging"
  purpose     = "Web Application"
  environment = "Staging"
  resources = [
    digitalocean_database_cluster.database.urn,
    digitalocean_spaces_bucket.uploads.urn,
    digitalocean_spaces_bucket.artifacts.urn,
    digitalocean_spaces_bucket.logs.urn,
    digitalocean_app.main.urn,
  ]
}
