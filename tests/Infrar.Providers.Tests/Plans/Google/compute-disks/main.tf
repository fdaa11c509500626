# Disks of each type and region, a snapshot in a region and one that goes where Google likes, a disk without a size.
provider "google" {
  project = "shop"
}

resource "google_compute_disk" "each" {
  for_each = {
    "pd-standard" = 500
    "pd-balanced" = 200
    "pd-ssd"      = 100
    "pd-extreme"  = 500
  }
  name = each.key
  type = each.key
  size = each.value
  zone = "europe-west1-b"
}

resource "google_compute_disk" "plain" {
  name = "plain"
  size = 10
  zone = "us-east1-c"
}

resource "google_compute_disk" "unsized" {
  name  = "unsized"
  image = "debian-cloud/debian-12"
  type  = "pd-ssd"
  zone  = "us-central1-a"
}

resource "google_compute_snapshot" "kept" {
  name              = "kept"
  source_disk       = google_compute_disk.plain.name
  zone              = "us-east1-c"
  storage_locations = ["us-east1"]
}

resource "google_compute_snapshot" "anywhere" {
  name        = "anywhere"
  source_disk = google_compute_disk.plain.name
  zone        = "us-east1-c"
}

resource "google_compute_region_disk" "twice" {
  name          = "twice"
  size          = 100
  region        = "us-central1"
  replica_zones = ["us-central1-a", "us-central1-b"]
}
