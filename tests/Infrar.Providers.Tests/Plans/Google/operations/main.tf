# Names, images and logs: below and above what is free, and kept longer than is included.
provider "google" {
  project = "shop"
}

resource "google_dns_managed_zone" "public" {
  name     = "public"
  dns_name = "shop.example."
}

resource "google_dns_managed_zone" "private" {
  name       = "private"
  dns_name   = "shop.internal."
  visibility = "private"
}

resource "google_dns_record_set" "www" {
  name         = "www.shop.example."
  type         = "A"
  ttl          = 300
  managed_zone = google_dns_managed_zone.public.name
  rrdatas      = ["192.0.2.1"]
}

resource "google_artifact_registry_repository" "small" {
  location      = "us-east1"
  repository_id = "small"
  format        = "DOCKER"
}

resource "google_artifact_registry_repository" "large" {
  location      = "us-east1"
  repository_id = "large"
  format        = "DOCKER"
}

resource "google_artifact_registry_repository" "virtual" {
  location      = "us-east1"
  repository_id = "virtual"
  format        = "DOCKER"
  mode          = "VIRTUAL_REPOSITORY"
}

resource "google_artifact_registry_repository" "europe" {
  location      = "europe"
  repository_id = "europe"
  format        = "DOCKER"
}

resource "google_logging_project_bucket_config" "default" {
  project   = "shop"
  location  = "global"
  bucket_id = "_Default"
}

resource "google_logging_project_bucket_config" "audit" {
  project        = "shop"
  location       = "global"
  bucket_id      = "audit"
  retention_days = 365
}

resource "google_logging_project_sink" "errors" {
  name        = "errors"
  destination = "storage.googleapis.com/shop-errors"
}
