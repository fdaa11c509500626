# What is billed and not in the price book, what costs nothing, and a type that nobody knows a rule for.
provider "google" {
  project = "shop"
  region  = "us-central1"
}

resource "google_compute_network" "main" {
  name = "main"
}

resource "google_compute_subnetwork" "main" {
  name          = "main"
  ip_cidr_range = "10.0.0.0/20"
  network       = google_compute_network.main.id
}

resource "google_compute_firewall" "web" {
  name    = "web"
  network = google_compute_network.main.name

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

resource "google_service_account" "app" {
  account_id = "app"
}

resource "google_project_iam_member" "app" {
  project = "shop"
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:app@shop.iam.gserviceaccount.com"
}

resource "google_container_cluster" "main" {
  name               = "main"
  location           = "us-central1"
  initial_node_count = 1
}

resource "google_container_node_pool" "main" {
  name       = "main"
  cluster    = google_container_cluster.main.name
  location   = "us-central1"
  node_count = 3
}

resource "google_pubsub_topic" "orders" {
  name = "orders"
}

resource "google_bigquery_dataset" "sales" {
  dataset_id = "sales"
  location   = "EU"
}

resource "google_biglake_catalog" "lake" {
  name     = "lake"
  location = "US"
}
