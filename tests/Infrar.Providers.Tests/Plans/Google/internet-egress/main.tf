# Transfer to the internet over both edges of its bands, pooled over resources of one region, with another last price in another region.
provider "google" {
  project = "shop"
}

resource "google_compute_forwarding_rule" "iowa" {
  count  = 2
  name   = "iowa-${count.index}"
  region = "us-central1"
  target = "projects/shop/regions/us-central1/targetPools/web"
}

resource "google_cloud_run_v2_service" "belgium" {
  name     = "belgium"
  location = "europe-west1"

  template {
    containers {
      image = "europe-docker.pkg.dev/shop/images/api:1"
    }
  }
}

resource "google_compute_forwarding_rule" "carolina" {
  name   = "carolina"
  region = "us-east1"
  target = "projects/shop/regions/us-east1/targetPools/web"
}
