# Buckets of each class in two regions, with operations and retrieval, one with a lifecycle rule, one that nobody states the use of.
provider "google" {
  project = "shop"
}

locals {
  classes = toset(["STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE"])
}

resource "google_storage_bucket" "iowa" {
  for_each      = local.classes
  name          = "shop-${lower(each.key)}"
  location      = "US-CENTRAL1"
  storage_class = each.key
}

resource "google_storage_bucket" "carolina" {
  name          = "shop-carolina"
  location      = "us-east1"
  storage_class = "COLDLINE"
}

resource "google_storage_bucket" "moved" {
  name     = "shop-moved"
  location = "europe-west1"

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }
    condition {
      age = 30
    }
  }

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "ARCHIVE"
    }
    condition {
      age = 365
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 3650
    }
  }
}

resource "google_storage_bucket" "unknown" {
  name     = "shop-unknown"
  location = "us-central1"
}

resource "google_storage_bucket_iam_member" "reader" {
  bucket = google_storage_bucket.unknown.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}
