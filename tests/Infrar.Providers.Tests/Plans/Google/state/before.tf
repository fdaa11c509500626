# What exists already: every setting is known, those that nobody stated among them.
provider "google" {
  project = "shop"
  region  = "us-central1"
  zone    = "us-central1-a"
}

resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  location = "us-central1"

  template {
    containers {
      image = "us-docker.pkg.dev/shop/images/api:1"
    }
  }
}

resource "google_sql_database_instance" "main" {
  name             = "main"
  database_version = "POSTGRES_15"

  settings {
    tier      = "db-custom-1-3840"
    disk_size = 20
  }
}

resource "google_storage_bucket" "files" {
  name     = "shop-files"
  location = "US"
}

resource "google_secret_manager_secret" "session" {
  secret_id = "session"

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_version" "session" {
  secret      = google_secret_manager_secret.session.id
  secret_data = "not-a-secret"
}

resource "google_compute_disk" "data" {
  name = "data"
  type = "pd-ssd"
  size = 50
  zone = "us-central1-a"
}

resource "google_compute_instance" "machine" {
  name         = "machine"
  machine_type = "e2-small"
  zone         = "us-central1-a"

  boot_disk {
    initialize_params {
      size = 10
    }
  }

  network_interface {
    network = "default"

    access_config {}
  }
}
