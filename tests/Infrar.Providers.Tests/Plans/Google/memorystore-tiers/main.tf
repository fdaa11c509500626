# Redis on both sides of every edge between capacity tiers, with and without a standby, in two regions.
provider "google" {
  project = "shop"
  region  = "us-central1"
}

resource "google_redis_instance" "basic" {
  for_each       = toset(["4", "5", "10", "11", "35", "36"])
  name           = "basic-${each.key}"
  memory_size_gb = tonumber(each.key)
}

resource "google_redis_instance" "standard" {
  for_each       = toset(["4", "5", "11"])
  name           = "standard-${each.key}"
  tier           = "STANDARD_HA"
  memory_size_gb = tonumber(each.key)
}

resource "google_redis_instance" "belgium" {
  name           = "belgium"
  region         = "europe-west1"
  memory_size_gb = 6
}

resource "google_redis_instance" "belgium_standard" {
  name           = "belgium-standard"
  region         = "europe-west1"
  tier           = "STANDARD_HA"
  memory_size_gb = 6
}

resource "google_redis_instance" "replicas" {
  name               = "replicas"
  tier               = "STANDARD_HA"
  memory_size_gb     = 5
  read_replicas_mode = "READ_REPLICAS_ENABLED"
  replica_count      = 2
}
