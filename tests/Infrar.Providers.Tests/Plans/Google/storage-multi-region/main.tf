# Buckets that span the US and Europe, in the one class that the price book has of them, and what it does not have.
provider "google" {
  project = "shop"
}

resource "google_storage_bucket" "america" {
  name     = "shop-america"
  location = "US"
}

resource "google_storage_bucket" "europe" {
  name     = "shop-europe"
  location = "EU"
}

resource "google_storage_bucket" "cold" {
  name          = "shop-cold"
  location      = "EU"
  storage_class = "NEARLINE"
}

resource "google_storage_bucket" "pair" {
  name     = "shop-pair"
  location = "EUR4"
}

resource "google_storage_bucket" "auto" {
  name     = "shop-auto"
  location = "US"

  autoclass {
    enabled = true
  }
}
